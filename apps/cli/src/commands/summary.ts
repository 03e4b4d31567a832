import {createModel, formatSummary, summarize} from '@residual/core';
import {type Configure, outputFor, withExamples, withJson} from '../context.js';
import {startQuietEngine} from '../engine/choose.js';
import {CliError} from '../errors.js';

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
    .option('--classes <n>', 'number of classes', Number)
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

function parseInput(text: string): [number, number, number] {
  const sizes = text.split('x').map(Number);
  if (sizes.length === 3 && sizes.every(size => Number.isInteger(size) && size > 0))
    return sizes as [number, number, number];
  throw new CliError(`--input is "${text}".`, {
    code: 'USAGE_INPUT',
    exit: 'usage',
    mend: 'Expected height x width x channels, as 28x28x1.',
  });
}
