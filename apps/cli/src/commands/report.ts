import {type Configure, outputFor, withExamples, withJson} from '../context.js';
import {writeReport} from '../report/write-report.js';
import {findRunFolder} from '../run/folder.js';

/** `residual report RUN` */
export const configureReport: Configure = (command, context) => {
  withJson(command)
    .argument('<run>', 'name or folder of a run, also of one that is not at its end')
    .action(async (run: string, options: {json?: boolean}) => {
      const output = outputFor(context, options);
      const folder = await findRunFolder(run);
      await writeReport(folder);
      output.emit({run: folder.path, report: folder.report});
      output.print(folder.report);
    });
  withExamples(command, [
    ['residual report digits', 'write runs/digits/report.html anew, and the curves beside it'],
    ['residual report digits && open runs/digits/report.html', 'and look at it (xdg-open on Linux)'],
  ]);
};
