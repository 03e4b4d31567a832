import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import {theme} from '../../../app/theme.js';
import {formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import {rounds} from './state.js';

const HEIGHT = 190;

/** The share of photos told rightly after each round: of those to learn from, and of those held out. */
export function LearningCurve(): VNode {
  const t = messages().teach;
  const place = useRef<HTMLDivElement>(null);
  const {of, done} = rounds.value;
  useEffect(() => {
    const parent = place.current!;
    const plot = draw(parent, of);
    const observer = new ResizeObserver(() => plot.setSize({width: parent.clientWidth, height: HEIGHT}));
    observer.observe(parent);
    plot.setData([
      done.map((_, i) => i + 1),
      done.map(({train}) => train.accuracy),
      done.map(({test}) => test.accuracy),
    ]);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [of, done, theme.value]);
  const last = done.at(-1);
  const text =
    last && t.curveText({train: formatPercent(last.train.accuracy), test: formatPercent(last.test.accuracy)});
  return (
    <figure class="curve">
      <figcaption>{t.curve}</figcaption>
      <p class="legend note" aria-hidden="true">
        <span class="learnt">{t.learnt}</span>
        <span class="held">{t.held}</span>
      </p>
      <div ref={place} role="img" aria-label={text ?? t.curve} />
    </figure>
  );
}

function draw(parent: HTMLElement, epochs: number): uPlot {
  const style = getComputedStyle(parent);
  const color = (name: string) => style.getPropertyValue(name);
  const axis = {
    stroke: color('--faint'),
    font: `12px ${style.fontFamily}`,
    grid: {stroke: color('--line'), width: 1},
    ticks: {show: false},
  };
  const line = {spanGaps: true, points: {show: false}};
  return new uPlot(
    {
      width: parent.clientWidth,
      height: HEIGHT,
      legend: {show: false},
      cursor: {show: false},
      padding: [8, 12, 0, 0],
      scales: {x: {time: false, range: () => [1, Math.max(2, epochs)]}, y: {range: [0, 1]}},
      axes: [
        {...axis, size: 28},
        {...axis, size: 56, values: (_, values) => values.map(value => formatPercent(value, 0))},
      ],
      series: [{}, {...line, stroke: color('--train'), width: 2}, {...line, stroke: color('--test'), width: 3}],
    },
    [[], [], []],
    parent,
  );
}
