import {createModel, type ModelSummary, summarize} from '@residual/core';
import {writeAtomic} from '@residual/train/node';
import {Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startQuietEngine} from '../engine/choose.js';
import {parseClasses, parseInput} from '../network-options.js';
import {assertLayout, FORMATS, type Layout, PARTS, writeSummaries} from '../summary/formats.js';

interface SummaryFlags extends Layout {
  readonly input?: [number, number, number];
  readonly classes?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `residual summary MODEL…` */
export const configureSummary: Configure = (command, context) => {
  withJson(command)
    .argument('<models...>', 'names of networks, see `residual models`; several are compared')
    .option('--input <size>', 'height x width x channels of an image, as 28x28x1', parseInput)
    .option('--classes <n>', 'number of classes', parseClasses)
    .addOption(new Option('--by <part>', 'a line a stage, block or layer (default: stage)').choices(PARTS))
    .addOption(new Option('--format <format>', 'how it is written').choices(FORMATS).default('text'))
    .addOption(new Option('--style <style>', 'the lines that the notebooks print').choices(['notebook']))
    .option('--out <file>', 'write to a file')
    .action((names: string[], flags: SummaryFlags) => showSummary(names, flags, context));
  withExamples(command, [
    ['residual summary resnet18', 'its stages, shapes and costs'],
    ['residual summary resnet18 --by layer --input 96x96x3', 'its layers, for images of another size'],
    ['residual summary resnet18 resnet34 resnet50-v1 resnet101-v1 resnet152-v1', 'the table of the paper'],
    ['residual summary resnet152 --format svg --out resnet152.svg', 'a drawing'],
    ['residual summary cifar10-notebook --style notebook', 'the lines of the notebook'],
  ]);
};

async function showSummary(names: string[], flags: SummaryFlags, context: Context): Promise<void> {
  const {out, json} = flags;
  const layout: Layout = json ? {...flags, format: 'json'} : flags;
  assertLayout(names, layout);
  const output = outputFor(context, {});
  await startQuietEngine();
  const text = writeSummaries(
    names.map(name => summaryOf(name, flags)),
    layout,
  ).trimEnd();
  if (out === undefined) return output.print(text);
  await writeAtomic(out, `${text}\n`);
  output.note(`Wrote ${out}.`);
}

function summaryOf(name: string, {input, classes, style}: SummaryFlags): ModelSummary {
  const inputShape = input ?? (style && notebookInputs[name]);
  const model = createModel(name, {allocate: false, ...(inputShape && {inputShape}), ...(classes && {classes})});
  const summary = summarize(model);
  model.dispose();
  return summary;
}

/** Images for which a notebook prints its lines, where it trains on others. */
const notebookInputs: Record<string, [number, number, number] | undefined> = {'fashion-notebook': [224, 224, 1]};
