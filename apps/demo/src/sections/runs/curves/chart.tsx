import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import {theme} from '../../../app/theme.js';
import type {Line} from './lines-of.js';

/** A line with the variable of its colour, as `series-1`. */
export interface ColoredLine extends Line {
  readonly color: string;
  readonly dashed: boolean;
}

interface ChartProps {
  readonly lines: readonly ColoredLine[];
  readonly label: string;
  readonly format: (value: number) => string;
}

const HEIGHT = 240;

/** Values up to which each has a dot. */
const DOTS = 30;

/** Lines over a common axis, in the colours of the page. */
export function Chart({lines, label, format}: ChartProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const colors = theme.value;
  useEffect(() => {
    const parent = place.current!;
    let plot: uPlot | undefined;
    const observer = new ResizeObserver(() => plot?.setSize({width: parent.clientWidth, height: HEIGHT}));
    observer.observe(parent);
    // Each chart in a task of its own, so that the page can answer between them.
    const timer = setTimeout(() => {
      plot = draw(parent, {lines, format});
    });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      plot?.destroy();
    };
  }, [lines, format, colors]);
  return <div ref={place} class="chart" role="img" aria-label={label} />;
}

function draw(parent: HTMLElement, {lines, format}: Pick<ChartProps, 'lines' | 'format'>): uPlot {
  const style = getComputedStyle(parent);
  const color = (name: string) => style.getPropertyValue(name);
  const axis = {
    stroke: color('--faint'),
    font: `12px ${style.fontFamily}`,
    grid: {stroke: color('--line'), width: 1},
    ticks: {show: false},
  };
  return new uPlot(
    {
      width: parent.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {show: false},
      padding: [8, 12, 0, 0],
      scales: {x: {time: false}},
      axes: [
        {
          ...axis,
          size: 28,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
        },
        {...axis, size: 60, values: (_, values) => values.map(format)},
      ],
      series: [
        {},
        ...lines.map(line => ({
          stroke: color(`--${line.color}`),
          width: 2,
          spanGaps: true,
          points: {show: line.x.length <= DOTS, size: 6},
          ...(line.dashed && {dash: [6, 4]}),
        })),
      ],
    },
    // The lines have values at places of their own.
    lines.length > 0 ? uPlot.join(lines.map(({x, y}) => [[...x], [...y]])) : [[]],
    parent,
  );
}
