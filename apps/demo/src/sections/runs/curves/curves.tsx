import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useMemo} from 'preact/hooks';
import {language} from '../../../i18n/language.js';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import type {StoredRun} from '../../../storage/runs.js';
import {messages} from '../messages.js';
import {runList} from '../run-list.js';
import {seriesOf} from '../series.js';
import {Chart, type ColoredLine} from './chart.js';
import {type Axis, FIGURES, type Figure, linesOf} from './lines-of.js';

/** A run in the colour of its place in the list. */
interface ColoredRun {
  readonly run: StoredRun;
  readonly color: string;
}

/** The curves of the runs that are ticked, in four charts. */
export function Curves(): VNode {
  const t = messages();
  const axis = useSignal<Axis>('epoch');
  const runs = runList.runs.value;
  const hidden = runList.hidden.value;
  const shown = useMemo(
    () => runs.map((run, i) => ({run, color: seriesOf(i)})).filter(({run}) => !hidden.has(run.id)),
    [runs, hidden],
  );
  return (
    <section class="curves">
      <div class="controls">
        <h2>{t.curves}</h2>
        <fieldset class="controls axes">
          <legend class="hidden-text">{t.by}</legend>
          {(['epoch', 'step'] as const).map(one => (
            <button
              key={one}
              type="button"
              class="quiet"
              aria-pressed={axis.value === one}
              onClick={() => {
                axis.value = one;
              }}
            >
              {one === 'epoch' ? t.byEpoch : t.byStep}
            </button>
          ))}
        </fieldset>
      </div>
      {shown.length === 0 ? <p class="note">{t.noneShown}</p> : <Legend runs={shown} />}
      <div class="charts">
        {FIGURES.map(figure => (
          <figure key={figure}>
            <figcaption>{t[figure]}</figcaption>
            <FigureChart figure={figure} axis={axis.value} runs={shown} />
          </figure>
        ))}
      </div>
      {axis.value === 'step' && <p class="note">{t.smoothed}</p>}
    </section>
  );
}

function Legend({runs}: {runs: readonly ColoredRun[]}): VNode {
  const t = messages();
  return (
    <ul class="legend">
      {runs.map(({run, color}) => (
        <li key={run.id}>
          <span class={`swatch ${color}`} />
          {run.name}
        </li>
      ))}
      <li>
        <span class="stroke" />
        {t.validation}
      </li>
      <li>
        <span class="stroke dashed" />
        {t.training}
      </li>
    </ul>
  );
}

function FigureChart({figure, axis, runs}: {figure: Figure; axis: Axis; runs: readonly ColoredRun[]}): VNode {
  const t = messages();
  const lines = useMemo(() => runs.flatMap(run => coloredLines(run, {figure, axis})), [runs, figure, axis]);
  const format = useMemo(() => formatOf(figure), [figure, language.value]);
  const names = runs.map(({run}) => run.name).join(t.between);
  return <Chart lines={lines} format={format} label={t.chart({figure: t[figure], runs: names || '–'})} />;
}

/** Training is dashed where validation stands beside it in other charts too. */
function coloredLines({run, color}: ColoredRun, of: {figure: Figure; axis: Axis}): ColoredLine[] {
  const both = of.figure === 'loss' || of.figure === 'accuracy';
  return linesOf(run, of).map(line => ({...line, color, dashed: both && !line.valid}));
}

function formatOf(figure: Figure): (value: number) => string {
  if (figure === 'accuracy') return value => formatPercent(value, 1);
  return value => formatNumber(value, {maximumSignificantDigits: 3});
}
