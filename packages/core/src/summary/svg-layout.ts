import {lineText} from './layer-line.js';
import type {OutlineBox, OutlineStage} from './outline.js';
import {formatShape} from './units.js';

/** A box and where it is. */
export interface PlacedBox {
  box: OutlineBox;
  x: number;
  width: number;
  /** Middle of the circle behind it, for blocks with a shortcut. */
  sumX?: number;
}

/** A line of boxes: a stage, or a part of one that has many. */
export interface PlacedRow {
  stage: OutlineStage;
  /** Whether it is the stage's first. */
  isFirst: boolean;
  boxes: PlacedBox[];
  /** Height of the boxes' middle. */
  middle: number;
  /** Height between this row and the one above. */
  gap: number;
}

/** Where everything is, in pixels. */
export interface Drawing {
  width: number;
  height: number;
  /** Where boxes begin. */
  left: number;
  rows: PlacedRow[];
  /** What lies behind the rows of each stage. */
  cards: {top: number; height: number}[];
}

const title = 72;
const cardGap = 22;
const figuresWidth = 170;
const boxesInRow = 6;

/** Places the boxes of a network, a row a stage. Widths of words are estimated: 7 pixels a letter. */
export function layOut(stages: readonly OutlineStage[]): Drawing {
  const left =
    74 + 7 * Math.max(...stages.map(({name, outputShape}) => Math.max(name.length, formatShape(outputShape).length)));
  const rows: PlacedRow[] = [];
  const cards: Drawing['cards'] = [];
  let y = title;
  let right = left;
  for (const stage of stages) {
    const top = y;
    const parts = chunks(stage.boxes, boxesInRow);
    parts.forEach((boxes, i) => {
      const above = Math.max(...boxes.map(spaceAbove), 0);
      const tallest = Math.max(...boxes.map(boxHeight), 40);
      const gap = i === 0 ? y - cardGap / 2 : y;
      y += 14 + above;
      const placed = placeBoxes(boxes, left);
      rows.push({stage, isFirst: i === 0, boxes: placed, middle: y + tallest / 2, gap});
      y += tallest + (boxes.some(({count}) => count > 1) ? 20 : 0) + 14;
      const last = placed.at(-1);
      right = Math.max(right, last ? (last.sumX ?? last.x + last.width) + 40 : left);
    });
    cards.push({top, height: y - top});
    y += cardGap;
  }
  return {width: right + figuresWidth, height: y - cardGap + 12, left, rows, cards};
}

/** Height of a box. */
export function boxHeight({lines}: OutlineBox): number {
  return 14 + 17 * lines.length;
}

/** What the shortcut's arc and its label take above a box. */
function spaceAbove({shortcut, count}: OutlineBox): number {
  if (!shortcut || shortcut.kind === 'none') return count > 1 ? 8 : 0;
  return 14 + (count > 1 ? 8 : 0) + (shortcut.kind === 'identity' ? 0 : 16);
}

function placeBoxes(boxes: readonly OutlineBox[], left: number): PlacedBox[] {
  let x = left;
  return boxes.map(box => {
    const {lines, shortcut} = box;
    const hasSum = shortcut !== undefined && shortcut.kind !== 'none';
    const label = hasSum ? shortcut.lines.map(lineText).join(', ') : '';
    // The arc is wider than its box.
    const width = Math.max(96, ...lines.map(line => 20 + 7 * lineText(line).length), 7 * label.length - 36);
    const placed: PlacedBox = {box, x, width, ...(hasSum && {sumX: x + width + 30})};
    x = (placed.sumX ?? x + width) + 48;
    return placed;
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / size));
  return Array.from({length: count}, (_, i) => items.slice(i * size, (i + 1) * size));
}
