import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {CliError} from '../errors.js';
import {formatTable} from '../output/table.js';
import {readComparedRun} from '../report/comparison/compared-run.js';
import {comparisonRows, LEGEND} from '../report/comparison/comparison-rows.js';
import {runFigures} from '../report/comparison/run-figures.js';
import {writeComparison} from '../report/comparison/write-comparison.js';
import {writeReport} from '../report/write-report.js';
import {findRunFolder, type RunFolder, referenceTo} from '../run/folder.js';

interface ReportFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/** `residual report RUNS…` */
export const configureReport: Configure = (command, context) => {
  withJson(command)
    .argument('<runs...>', 'names or folders of runs, also of those that are not at their end; several are compared')
    .option('--out <folder>', 'where the comparison of several runs is written')
    .action(async (runs: string[], flags: ReportFlags) => {
      const folders = await Promise.all(runs.map(findRunFolder));
      await (folders.length > 1 ? reportComparison(folders, flags, context) : reportRun(folders[0]!, flags, context));
    });
  withExamples(command, [
    ['residual report digits', 'write runs/digits/report.html anew, and the curves beside it'],
    ['residual report digits && open runs/digits/report.html', 'and look at it (xdg-open on Linux)'],
    ['residual report first second', 'a table of two runs'],
    ['residual report first second --out compared', 'and a page, a table in Markdown and a picture of their curves'],
  ]);
};

async function reportRun(folder: RunFolder, flags: ReportFlags, context: Context): Promise<void> {
  if (flags.out !== undefined) {
    throw new CliError('--out is for the comparison of several runs.', {
      code: 'USAGE_OUT',
      exit: 'usage',
      mend: 'Name more runs, or leave --out out: the report of one is written into its folder.',
    });
  }
  const output = outputFor(context, flags);
  await writeReport(folder);
  output.emit({run: folder.path, report: folder.report});
  output.print(folder.report);
}

async function reportComparison(folders: readonly RunFolder[], flags: ReportFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const runs = await Promise.all(folders.map(folder => readComparedRun(folder, nameAmong(folder, folders))));
  const page = flags.out === undefined ? undefined : await writeComparison(flags.out, runs);
  const figures = runs.map(runFigures);
  output.emit({runs: figures, ...(page !== undefined && {report: page})});
  output.print(`${formatTable(comparisonRows(figures))}\n\n${LEGEND}`);
  if (page !== undefined) output.print(`\n${page}`);
}

/** A run's name, or its path where another has the same name. */
function nameAmong(folder: RunFolder, all: readonly RunFolder[]): string {
  return all.filter(({name}) => name === folder.name).length > 1 ? referenceTo(folder) : folder.name;
}
