import {formatFigure} from '../output/units.js';

/** Bars of one colour. */
export interface BarSeries {
  /** Stands above its bars. */
  readonly title: string;
  /** By the names of the rows; a row that it lacks stays empty. */
  readonly values: ReadonlyMap<string, number>;
}

interface LogBarsOptions {
  /** Stands above the names. */
  readonly heading: string;
  /** Characters in a line. Default 80. */
  readonly width?: number;
}

/** Characters of a value, as `2.6e-10`. */
const VALUE_WIDTH = 7;

/** Below, a bar shows nothing. */
const SHORTEST = 6;

/** A bar that ends within a character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A chart of text: a line a row, in it a bar and its value for each of the series, beside one another. The length goes by
 * the logarithm, from a power of ten below the least value to one above the greatest; 0 and what is not finite has no bar.
 */
export function logBars(
  rows: readonly string[],
  series: readonly BarSeries[],
  {heading, width = 80}: LogBarsOptions,
): string {
  const nameWidth = Math.max(heading.length, ...rows.map(name => name.length));
  const room = Math.floor((width - nameWidth) / series.length) - VALUE_WIDTH - 3;
  const barWidth = Math.max(SHORTEST, room);
  const scale = logScale(series.flatMap(({values}) => [...values.values()]));
  const cell = (value: number | undefined) => {
    if (value === undefined) return ''.padEnd(barWidth + VALUE_WIDTH + 1);
    return `${formatFigure(value).padStart(VALUE_WIDTH)} ${bar(scale(value) * barWidth).padEnd(barWidth)}`;
  };
  const head = series.map(({title}) => shorten(title, VALUE_WIDTH + 1 + barWidth).padEnd(VALUE_WIDTH + 1 + barWidth));
  const lines = rows.map(name => [name.padEnd(nameWidth), ...series.map(({values}) => cell(values.get(name)))]);
  return [[heading.padEnd(nameWidth), ...head], ...lines].map(cells => cells.join('  ').trimEnd()).join('\n');
}

/** From 0, a power of ten below all values, to 1, one above them. */
function logScale(values: readonly number[]): (value: number) => number {
  const logs = values.filter(isDrawable).map(Math.log10);
  const least = Math.ceil(Math.min(...logs)) - 1;
  const most = Math.max(Math.ceil(Math.max(...logs)), least + 1);
  return value => (isDrawable(value) ? (Math.log10(value) - least) / (most - least) : 0);
}

/** Whether a value has a place on a logarithmic scale. */
export function isDrawable(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function bar(length: number): string {
  const eighths = Math.round(length * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
