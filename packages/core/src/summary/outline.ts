import {type LayerLine, layerLine} from './layer-line.js';
import {isOnShortcut} from './parts.js';
import type {LayerSummary, ModelSummary, ShortcutKind, StageSummary} from './summary.js';

/** What a drawing shows as one box: a block, or a layer outside of blocks. */
export interface OutlineBox {
  /** As `layer1.0`. */
  name: string;
  /** Name of the last one, where equal ones follow one another. */
  last: string;
  /** How many equal ones follow one another. */
  count: number;
  /** What it computes, a line a layer. */
  lines: LayerLine[];
  /** What carries a block's input past it, a line a layer. */
  shortcut?: {kind: ShortcutKind; lines: LayerLine[]};
  /** Shape of its output for one image. */
  outputShape: number[];
}

/** A stage and its boxes. */
export interface OutlineStage extends StageSummary {
  boxes: OutlineBox[];
}

/** A network as drawings show it: only layers that compute with weights or pool, and equal blocks as one box. */
export function outlineOf({layers, stages}: ModelSummary): OutlineStage[] {
  const byName = new Map(layers.map(layer => [layer.name, layer]));
  return stages.map(stage => {
    const blocks = new Map(stage.blocks.map(block => [block.name, block]));
    const boxes: OutlineBox[] = [];
    for (const name of stage.layers) {
      const layer = byName.get(name)!;
      const block = blocks.get(layer.block ?? '');
      // A block stands where its first layer does.
      if (block && block.layers[0] !== name) continue;
      const box = block
        ? blockBox(
            block.layers.map(name => byName.get(name)!),
            block,
          )
        : boxOf(name, [layer], layer.outputShape);
      if (box.lines.length > 0) append(boxes, box);
    }
    return {...stage, boxes};
  });
}

function blockBox(
  layers: readonly LayerSummary[],
  {name, shortcut: kind, outputShape}: StageSummary['blocks'][number],
): OutlineBox {
  const shortcut = boxOf(name, layers.filter(isOnShortcut), outputShape);
  const branch = boxOf(
    name,
    layers.filter(layer => !isOnShortcut(layer)),
    outputShape,
  );
  return {...branch, shortcut: {kind, lines: shortcut.lines}};
}

function boxOf(name: string, layers: readonly LayerSummary[], outputShape: number[]): OutlineBox {
  const lines = layers.map(layerLine).filter(line => line !== undefined);
  return {name, last: name, count: 1, lines, outputShape};
}

function append(boxes: OutlineBox[], box: OutlineBox): void {
  const last = boxes.at(-1);
  if (!last || looks(last) !== looks(box)) {
    boxes.push(box);
    return;
  }
  last.last = box.last;
  last.count++;
}

function looks({lines, shortcut, outputShape}: OutlineBox): string {
  return JSON.stringify([lines, shortcut, outputShape]);
}

/** Blocks of one form: equal but for their strides and shortcuts. */
export interface OutlineForm {
  /** What one computes, without strides. */
  texts: string[];
  count: number;
  /** That of the first one, as `/2`. */
  stride: string;
}

/** The boxes of a stage as tables show them: blocks that differ in strides and shortcuts alone are of one form. */
export function formsOf({boxes}: OutlineStage): OutlineForm[] {
  const forms: OutlineForm[] = [];
  for (const {lines, count, shortcut} of boxes) {
    const texts = lines.map(({text}) => text);
    const last = forms.at(-1);
    if (shortcut && last && String(last.texts) === String(texts)) last.count += count;
    else forms.push({texts, count, stride: lines.find(({stride}) => stride)?.stride ?? ''});
  }
  return forms;
}
