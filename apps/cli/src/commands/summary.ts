import {createModel, formatSummary, summarize} from '@residual/core';
import {type Configure, outputFor, withExamples, withJson} from '../context.js';
import {startQuietEngine} from '../engine/choose.js';
import {parseClasses, parseInput} from '../network-options.js';

interface SummaryFlags {
  readonly input?: [number, number, number];
  readonly classes?: number;
  readonly json?: boolean;
}

/** `residual summary MODEL` */
export const configureSummary: Configure = (command, context) => {
  withJson(command)
    .argument('<model>', 'name of a network, see `residual models`')
    .option('--input <size>', 'height x width x channels of an image, as 28x28x1', parseInput)
    .option('--classes <n>', 'number of classes', parseClasses)
    .action(async (name: string, {input, classes, ...flags}: SummaryFlags) => {
      const output = outputFor(context, flags);
      await startQuietEngine();
      const model = createModel(name, {...(input && {inputShape: input}), ...(classes && {classes})});
      const summary = summarize(model);
      output.emit(summary);
      output.print(formatSummary(summary));
    });
  withExamples(command, [
    ['residual summary mnist-residual', 'its layers, shapes and costs'],
    ['residual summary mnist-plain --json', 'the same as JSON'],
  ]);
};
