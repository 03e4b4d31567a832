import {CoreError} from '../errors.js';
import type {ModelSummary} from './summary.js';

/**
 * The shapes of a network in the words of the notebook that it comes from, for a batch of one and channels first as
 * PyTorch has them:
 *
 * - notebooks 1 and 2 (`cifar10-notebook…`): `block 1 output: [1, 64, 45, 45]` to block 5. Block 1 is the stem's
 *   convolution, block 2 begins with the pooling.
 * - notebook 3 (`fashion-notebook`): `Sequential output shape:\t torch.Size([1, 64, 56, 56])` for each part of the
 *   network, as d2l.ai prints it.
 * - other networks: as notebooks 1 and 2, by the names of their stages.
 *
 * @throws CoreError `BAD_OPTION` for a network whose layers have no stages.
 */
export function formatNotebook(summary: ModelSummary): string {
  const {name, stages} = summary;
  if (stages.every(({blocks}) => blocks.length === 0)) {
    throw new CoreError('BAD_OPTION', `${name}: expected a network with stages of blocks, as those of listModels()`);
  }
  if (name.startsWith('cifar10-notebook')) return blockLines(summary).join('\n');
  if (name === 'fashion-notebook') return childLines(summary).join('\n');
  return stages.map(stage => outputLine(stage.name, stage.outputShape)).join('\n');
}

function blockLines({stages, layers}: ModelSummary): string[] {
  const pooling = layers.find(({name}) => name.startsWith('maxpool'))!;
  const stem = layers.find(({name}) => name === pooling.inputs[0])!;
  const blocks = stages.filter(({blocks}) => blocks.length > 0);
  return [stem, ...blocks].map(({outputShape}, i) => outputLine(`block ${i + 1}`, outputShape));
}

function childLines({stages, outputShape}: ModelSummary): string[] {
  const sequentials = stages.filter(({name}) => name !== 'head').map(stage => channelsFirst(stage.outputShape));
  const channels = sequentials.at(-1)![0]!;
  const children: [string, number[]][] = [
    ...sequentials.map((shape): [string, number[]] => ['Sequential', shape]),
    ['AdaptiveAvgPool2d', [channels, 1, 1]],
    ['Flatten', [channels]],
    ['Linear', outputShape],
  ];
  return children.map(([kind, shape]) => `${kind} output shape:\t torch.Size(${listOf(shape)})`);
}

function outputLine(name: string, shape: readonly number[]): string {
  return `${name} output: ${listOf(channelsFirst(shape))}`;
}

function channelsFirst(shape: readonly number[]): number[] {
  return [...shape.slice(-1), ...shape.slice(0, -1)];
}

/** With the batch of one. */
function listOf(shape: readonly number[]): string {
  return `[${[1, ...shape].join(', ')}]`;
}
