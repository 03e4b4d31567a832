import type {BlockPart, LayerPart} from './worker/part.js';

/** Height of a line, and where the lanes of its drawing are, in units of the drawing. */
export const ROW = 44;
const lanes = [14, 30, 46];
const middle = ROW / 2;

/** A piece of a connection that runs through a line. */
interface Wire {
  /** Data of an SVG path. */
  readonly path: string;
  /** Along the branch, through the gate of squeeze-and-excitation, or past both. */
  readonly way: LayerPart['way'];
}

/** What is drawn in a line. */
export interface Wiring {
  readonly wires: readonly Wire[];
  /** Horizontal place of its node. */
  readonly x: number;
}

/** The wires of an open block. */
export interface BlockWiring {
  /** From the block's own line, where its input is, downwards. */
  readonly entry: readonly Wire[];
  /** One for each layer. */
  readonly layers: readonly Wiring[];
}

/** A line on the way from the image to the answer. */
export function trunk({isFirst, isLast}: {isFirst: boolean; isLast: boolean}): Wiring {
  const wires: Wire[] = [];
  if (!isFirst) wires.push({path: upper(0, 0), way: 'branch'});
  if (!isLast) wires.push({path: lower(0, 0), way: 'branch'});
  return {wires, x: lanes[0]!};
}

/**
 * How the layers of a block are connected, each in a line of its own: the branch runs in the first lane, the gate and the
 * shortcut in lanes beside it, and a shortcut without layers as well.
 */
export function wireBlock({parts}: BlockPart): BlockWiring {
  const hasGate = parts.some(({way}) => way === 'gate');
  const laneOf = {branch: 0, gate: 1, shortcut: hasGate ? 2 : 1};
  const indices = new Map(parts.map(({name}, index) => [name, index]));
  const wires: Wire[][] = parts.map(() => []);
  const entry: Wire[] = [];
  const connect = (from: number, to: number) => {
    const [start, end] = [parts[from]?.way ?? 'branch', parts[to]!.way];
    const passes = start === end && start === 'branch' && skips(parts, {from, to});
    // What comes from one lane and ends in another runs in that which is farther out.
    const way = passes ? passingWay(parts[to]!) : laneOf[start] > laneOf[end] ? start : end;
    const lane = laneOf[way];
    const first = from < 0 ? entry : wires[from]!;
    first.push({path: lower(laneOf[start], lane), way});
    for (let row = from + 1; row < to; row++) wires[row]!.push({path: `M${lanes[lane]} 0V${ROW}`, way});
    wires[to]!.push({path: upper(lane, laneOf[end]), way});
  };
  parts.forEach(({inputs}, to) => {
    for (const input of inputs) connect(indices.get(input) ?? -1, to);
  });
  wires.at(-1)?.push({path: lower(0, 0), way: 'branch'});
  return {entry, layers: parts.map(({way}, row) => ({wires: wires[row]!, x: lanes[laneOf[way]]!}))};
}

/** Whether layers of the branch lie between two of it. */
function skips(parts: readonly LayerPart[], {from, to}: {from: number; to: number}): boolean {
  return parts.slice(from + 1, to).some(({way}) => way === 'branch');
}

/** A sum joins what comes past the branch, a product what comes past the gate. */
function passingWay({type}: LayerPart): LayerPart['way'] {
  return type === 'Add' ? 'shortcut' : 'branch';
}

/** From the node of a lane to the lower edge of another. */
function lower(from: number, to: number): string {
  const [a, b] = [lanes[from]!, lanes[to]!];
  return a === b ? `M${a} ${middle}V${ROW}` : `M${a} ${middle}C${a} ${middle + 14} ${b} ${ROW - 16} ${b} ${ROW}`;
}

/** From the upper edge of a lane to the node of another. */
function upper(from: number, to: number): string {
  const [a, b] = [lanes[from]!, lanes[to]!];
  return a === b ? `M${a} 0V${middle}` : `M${a} 0C${a} 16 ${b} ${middle - 14} ${b} ${middle}`;
}
