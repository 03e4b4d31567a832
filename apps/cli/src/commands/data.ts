import {dataFolder, fetchDataset, listDatasets, type Verification, verifyDataset} from '@residual/data/node';
import type {Command} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {configureInspect} from '../data/inspect.js';
import {knownDatasets} from '../known-datasets.js';
import {withProgress} from '../output/download-progress.js';
import {formatTable} from '../output/table.js';
import {formatBytes, formatCount} from '../output/units.js';
import {configurePreview} from '../preview/preview.js';

interface DataFlags {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `residual data list|fetch|verify|inspect|preview` */
export const configureData: Configure = (command, context) => {
  const add = (name: string, summary: string): Command =>
    withJson(command.command(name).summary(summary).description(summary));
  const withFolder = (one: Command): Command =>
    one.argument('[names...]', 'data sets (default: all)').option('--data-dir <folder>', 'folder of the data sets');

  withExamples(
    add('list', 'list the data sets').action((flags: DataFlags) => list(flags, context)),
    [['residual data list', 'names, sizes, classes']],
  );
  withExamples(
    withFolder(add('fetch', 'download what is missing or damaged')).action((names: string[], flags: DataFlags) =>
      fetchAll(names, flags, context),
    ),
    [
      ['residual data fetch mnist', 'into the data folder of this user'],
      ['residual data fetch --data-dir ./data', 'everything, into a folder'],
    ],
  );
  withExamples(
    withFolder(add('verify', 'read every file and compare its checksum')).action((names: string[], flags: DataFlags) =>
      verifyAll(names, flags, context),
    ),
    [['residual data verify mnist', 'exit code 3 where a file is missing or damaged']],
  );
  configureInspect(add('inspect', 'classes, sizes, broken and equal files, a contact sheet'), context);
  configurePreview(add('preview', 'draw images of a recipe beside what training makes of them'), context);
  withExamples(command, [
    ['residual data list', 'the data sets'],
    ['residual data fetch mnist', 'download one'],
    ['residual data verify', 'check them all'],
  ]);
};

function list(flags: DataFlags, context: Context): void {
  const output = outputFor(context, flags);
  const datasets = listDatasets();
  output.emit(datasets);
  const rows = datasets.map(({name, samples, shape, downloadBytes, byHand, description}) => [
    name,
    `${formatCount(samples.train)} + ${formatCount(samples.test)}`,
    shape.join(' x '),
    byHand ? 'by hand' : downloadBytes === 0 ? 'ships' : formatBytes(downloadBytes),
    description,
  ]);
  output.print(formatTable([['data set', 'images', 'size', 'download', 'what it is'], ...rows]));
}

async function fetchAll(names: readonly string[], flags: DataFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const dir = flags.dataDir ?? dataFolder();
  const byHand = new Set(listDatasets().flatMap(({name, byHand}) => (byHand ? [name] : [])));
  for (const name of knownDatasets(names)) {
    if (names.length === 0 && byHand.has(name)) {
      output.note(`${name} cannot be downloaded: residual data fetch ${name} tells how to get it`);
      continue;
    }
    const result = await withProgress(output, name, onProgress => fetchDataset(name, {dir, onProgress}));
    output.emit({name, dir, ...result});
    const counts = `${result.downloaded.length} files downloaded, ${result.present.length} there already`;
    output.print(`${name}: ${counts}`);
  }
}

async function verifyAll(names: readonly string[], flags: DataFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const dir = flags.dataDir ?? dataFolder();
  for (const name of knownDatasets(names)) {
    const verification = await verifyDataset(name, {dir});
    output.emit(verification);
    output.print(formatVerification(verification));
    if (verification.ok) continue;
    context.exit('data');
    if (listDatasets().some(info => info.name === name && info.byHand)) continue;
    output.note(`Mend ${name} by: residual data fetch ${name}${flags.dataDir ? ` --data-dir ${flags.dataDir}` : ''}`);
  }
}

function formatVerification({name, files}: Verification): string {
  return files
    .map(({file, path, problem}) => `${name}: ${problem ? `${file}: ${problem}` : `${path ?? file} is right`}`)
    .join('\n');
}
