import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import {theme} from '../app/theme.js';

/** One line of a chart. */
interface Line {
  /** Variable of the style sheet, as `--loss`. */
  readonly color: string;
  /** Pixels. */
  readonly width: number;
  /** A value for each step; null where it has none. */
  readonly values: readonly (number | null)[];
}

/** What a chart shows. */
export interface CurveProps {
  /** The chart in words, for those who do not see it. */
  readonly label: string;
  readonly steps: readonly number[];
  /** Steps that the chart has room for. */
  readonly total: number;
  readonly lines: readonly Line[];
  /** Lowest and highest value; by default from 0 to the largest. */
  readonly range?: readonly [number, number];
  readonly format: (value: number) => string;
}

const HEIGHT = 190;

/** The largest value of a chart that has none yet: the loss of guessing one of ten. */
const EMPTY = Math.log(10);

/** A chart over the steps of a run. Draws again with each rendering: its arrays may be the same ones, grown. */
export function Curve(props: CurveProps): VNode {
  const parent = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;

  // Drawn when there is something to draw, in its own task: until then it costs the page nothing. The plot takes its colours
  // from the style sheet when it is made.
  const colors = theme.value;
  const isEmpty = props.steps.length === 0;
  useEffect(() => {
    if (isEmpty) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const {default: Plot} = await import('uplot');
      if (!isCurrent) return;
      plot.current?.destroy();
      plot.current = draw(Plot, parent.current!, () => latest.current);
    });
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [colors, isEmpty]);
  useEffect(() => plot.current?.setData(dataOf(props)));
  useEffect(() => {
    const element = parent.current!;
    const observer = new ResizeObserver(() => {
      plot.current?.setSize({width: element.clientWidth, height: HEIGHT});
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
    };
  }, []);
  return <div ref={parent} class="curve" role="img" aria-label={props.label} />;
}

function dataOf({steps, lines}: CurveProps): uPlot.AlignedData {
  return [steps, ...lines.map(({values}) => values)] as uPlot.AlignedData;
}

function draw(Plot: typeof uPlot, parent: HTMLElement, props: () => CurveProps): uPlot {
  const style = getComputedStyle(parent);
  const color = (name: string) => style.getPropertyValue(name);
  const font = `12px ${style.fontFamily}`;
  const axis = {stroke: color('--faint'), font, grid: {stroke: color('--line'), width: 1}, ticks: {show: false}};
  const {lines, range} = props();
  return new Plot(
    {
      width: parent.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {show: false},
      padding: [8, 12, 0, 0],
      scales: {
        x: {time: false, range: () => [0, props().total]},
        y: {range: range ? [...range] : (_, __, max) => [0, (max || EMPTY) * 1.05]},
      },
      axes: [
        {...axis, size: 28},
        {...axis, size: 52, values: (_, values) => values.map(value => props().format(value))},
      ],
      series: [
        {},
        ...lines.map(line => ({stroke: color(line.color), width: line.width, spanGaps: true, points: {show: false}})),
      ],
    },
    dataOf(props()),
    parent,
  );
}
