import type {BlockSummary, LayerSummary, PartSummary, ShortcutKind, StageSummary} from './summary.js';
import {totalCosts} from './totals.js';

/** The stages that layers form, and the blocks within them. */
export function stagesOf(layers: readonly LayerSummary[]): StageSummary[] {
  const byName = new Map(layers.map(layer => [layer.name, layer]));
  return runsOf(layers, ({stage}) => stage).map(run => ({
    ...partOf(run[0]!.stage, run, byName),
    blocks: runsOf(run, ({block}) => block)
      .filter(([first]) => first!.block !== undefined)
      .map(block => blockOf(block, byName)),
  }));
}

function blockOf(layers: readonly LayerSummary[], byName: ReadonlyMap<string, LayerSummary>): BlockSummary {
  return {...partOf(layers[0]!.block!, layers, byName), shortcut: shortcutOf(layers)};
}

/** The layers of a block that are on its shortcut. */
export function isOnShortcut({name, block}: LayerSummary): boolean {
  return block !== undefined && name.startsWith(`${block}.downsample`);
}

function shortcutOf(layers: readonly LayerSummary[]): ShortcutKind {
  if (!layers.some(({type}) => type === 'Add')) return 'none';
  const way = layers.filter(isOnShortcut);
  if (way.some(({kernel}) => kernel?.kind === 'conv')) return 'projection';
  return way.length > 0 ? 'zeros' : 'identity';
}

function partOf(name: string, layers: readonly LayerSummary[], byName: ReadonlyMap<string, LayerSummary>): PartSummary {
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const before = first.inputs[0] === undefined ? first : byName.get(first.inputs[0])!;
  return {
    name,
    inputShape: before.outputShape,
    outputShape: last.outputShape,
    ...totalCosts(layers),
    ...(last.receptiveField && {receptiveField: last.receptiveField}),
    layers: layers.map(({name}) => name),
  };
}

/** Splits a list where a key changes. */
function runsOf<T>(items: readonly T[], key: (item: T) => unknown): T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run && key(run[0]!) === key(item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}
