import type {BlockSummary, Costs, StageSummary} from '@residual/core';
import type {BlockPart, Field, LayerPart, StagePart} from './part.js';

/** What a stage is made of, and what precedes it. */
interface StageContext {
  readonly layers: ReadonlyMap<string, LayerPart>;
  /** Number of its blocks in the whole network. */
  readonly depth: number;
  /** Pixels that blocks left out of earlier stages would add to what a value sees. */
  readonly unseen: number;
}

/**
 * A stage of a network whose stages are cut to two blocks: the second stands for all that follow, which equal it.
 *
 * @returns The stage in full, and the pixels that the blocks left out add to what a value sees behind it.
 */
export function stagePart(stage: StageSummary, {layers, depth, unseen}: StageContext): {part: StagePart; adds: number} {
  const omitted = stage.blocks.length > 0 ? depth - stage.blocks.length : 0;
  const adds = omitted * growth(stage.blocks);
  const seen = (field: Field | undefined) => field && shift(field, {first: unseen, last: unseen});
  const layerOf = (name: string) => {
    const layer = layers.get(name)!;
    return withField(layer, seen(layer.field));
  };
  const blocks = stage.blocks.map(block => blockPart(block, block.layers.map(layerOf)));
  const merged = mergeEqual(blocks).map((block, i, all) =>
    i === all.length - 1 ? extend(block, {omitted, adds}) : block,
  );
  const parts = stage.layers.flatMap((name): (BlockPart | LayerPart)[] => {
    const block = merged.find(({parts}) => parts.some(part => part.name === name));
    // A block stands where its first layer does.
    if (block) return block.parts[0]!.name === name ? [block] : [];
    return stage.blocks.some(({layers}) => layers.includes(name)) ? [] : [layerOf(name)];
  });
  const {name, inputShape, outputShape} = stage;
  const field = parts.at(-1)!.field;
  const part = withField({kind: 'stage', name, inputShape, outputShape, ...costsOf(parts), parts} as const, field);
  return {part, adds};
}

/** What parts cost together. */
export function costsOf(parts: readonly (Costs & {count?: number})[]): Costs {
  const sum = (of: keyof Costs) => parts.reduce((total, part) => total + (part.count ?? 1) * part[of], 0);
  return {
    parameters: sum('parameters'),
    multiplyAdds: sum('multiplyAdds'),
    activationBytes: sum('activationBytes'),
  };
}

/** Pixels that each further block adds. */
function growth(blocks: readonly BlockSummary[]): number {
  const [before, last] = [blocks.at(-2)?.receptiveField, blocks.at(-1)?.receptiveField];
  return before && last ? last.size[0] - before.size[0] : 0;
}

function blockPart({name, inputShape, outputShape, shortcut}: BlockSummary, parts: readonly LayerPart[]): BlockPart {
  const block = {kind: 'block', name, last: name, count: 1, inputShape, outputShape, shortcut} as const;
  return withField({...block, ...costsOf(parts), parts}, parts.at(-1)!.field);
}

function mergeEqual(blocks: readonly BlockPart[]): BlockPart[] {
  const merged: BlockPart[] = [];
  for (const block of blocks) {
    const before = merged.at(-1);
    if (before && looks(before) === looks(block)) merged[merged.length - 1] = join(before, block);
    else merged.push(block);
  }
  return merged;
}

/** All of a block but where it is. */
function looks({name, shortcut, parts}: BlockPart): string {
  const within = (layer: string) => (layer.startsWith(`${name}.`) ? layer.slice(name.length) : 'input');
  return JSON.stringify([
    shortcut,
    parts.map(({field: _, weights, inputs, ...part}) => ({
      ...part,
      name: within(part.name),
      inputs: inputs.map(within),
      weights: weights.map(({shape}) => shape),
    })),
  ]);
}

function join(first: BlockPart, last: BlockPart): BlockPart {
  const field = (a: Field | undefined, b: Field | undefined) => a && b && {...b, first: a.first};
  return withField(
    {
      ...first,
      last: last.last,
      count: first.count + last.count,
      parts: first.parts.map((part, i) => withField(part, field(part.field, last.parts[i]!.field))),
    },
    field(first.field, last.field),
  );
}

/** Counts the blocks that were left out, which equal this one and follow it. */
function extend(block: BlockPart, {omitted, adds}: {omitted: number; adds: number}): BlockPart {
  if (omitted === 0) return block;
  const further = (field: Field | undefined) => field && shift(field, {first: 0, last: adds});
  const [, stage, index] = /^(.*\.)(\d+)$/.exec(block.last)!;
  return withField(
    {
      ...block,
      count: block.count + omitted,
      last: `${stage}${Number(index) + omitted}`,
      parts: block.parts.map(part => withField(part, further(part.field))),
    },
    further(block.field),
  );
}

function shift(field: Field, by: {first: number; last: number}): Field {
  return {...field, first: field.first + by.first, last: field.last + by.last};
}

function withField<T extends object>(part: T, field: Field | undefined): T {
  return field ? {...part, field} : part;
}
