import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** One line of a chart: the CSS variable of its colour, its width, and how its values are written. */
interface Line {
  color: string;
  width: number;
}

/** What a chart shows. */
export interface CurveOptions {
  lines: Line[];
  /** Lowest and highest value of the y axis; by default the highest follows the data. */
  range?: [number, number];
  format: (value: number) => string;
}

const HEIGHT = 200;

/** A chart over the steps of a run. Values come one by one; a line may lack some. */
export class Curve {
  #data: (number | null)[][];
  #plot: uPlot;
  #steps = 1;

  constructor(
    private readonly parent: HTMLElement,
    private readonly options: CurveOptions,
  ) {
    this.#data = this.#empty();
    this.#plot = this.#draw();
    new ResizeObserver(() => this.#plot.setSize({width: parent.clientWidth, height: HEIGHT})).observe(parent);
  }

  /** Adds a value to a line at a step, which is the last step or one after it. */
  add(line: number, step: number, value: number): void {
    const [steps] = this.#data as [number[]];
    if (steps.at(-1) !== step) for (const [i, column] of this.#data.entries()) column.push(i === 0 ? step : null);
    this.#data[line + 1]![steps.length - 1] = value;
    this.#plot.setData(this.#data as uPlot.AlignedData);
  }

  /** Forgets all values, for a new run of so many steps. */
  clear(steps: number): void {
    this.#steps = steps;
    this.#data = this.#empty();
    this.#plot.setData(this.#data as uPlot.AlignedData);
  }

  /** Draws again in the colours of the day. */
  restyle(): void {
    this.#plot.destroy();
    this.#plot = this.#draw();
  }

  #empty(): (number | null)[][] {
    return [[], ...this.options.lines.map(() => [])];
  }

  #draw(): uPlot {
    const style = getComputedStyle(this.parent);
    const color = (name: string) => style.getPropertyValue(name);
    const font = `12px ${style.fontFamily}`;
    const axis = {stroke: color('--faint'), font, grid: {stroke: color('--line'), width: 1}, ticks: {show: false}};
    const {lines, range, format} = this.options;
    return new uPlot(
      {
        width: this.parent.clientWidth,
        height: HEIGHT,
        legend: {show: false},
        cursor: {show: false},
        padding: [8, 12, 0, 0],
        scales: {
          x: {time: false, range: () => [0, this.#steps]},
          y: {range: range ?? ((_, __, max) => [0, Math.max(max, 0.1) * 1.05])},
        },
        axes: [
          {...axis, size: 28},
          {...axis, size: 52, values: (_, values) => values.map(format)},
        ],
        series: [
          {},
          ...lines.map(line => ({stroke: color(line.color), width: line.width, spanGaps: true, points: {show: false}})),
        ],
      },
      this.#data as uPlot.AlignedData,
      this.parent,
    );
  }
}
