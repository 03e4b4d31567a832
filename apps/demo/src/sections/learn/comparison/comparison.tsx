import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import {Curve} from '../../../ui/curve.js';
import {messages} from '../messages.js';
import {DEPTHS} from './comparison-report.js';
import {comparison} from './comparison-run.js';
import {Findings} from './findings.js';
import {GradientBars} from './gradient-bars.js';

/** A residual network beside a plain one of the same depth, as both train. */
export function Comparison(): VNode {
  const t = messages().comparison;
  return (
    <section class="comparison" aria-labelledby="comparison">
      <h2 id="comparison">{t.heading}</h2>
      <p class="lead">{t.lead}</p>
      <ComparisonControls />
      <ComparisonCurves />
      <GradientBars />
      <Findings />
      <details class="settings">
        <summary>{t.howSummary}</summary>
        <p class="note">{t.how}</p>
      </details>
    </section>
  );
}

function ComparisonControls(): VNode {
  const t = messages().comparison;
  const state = comparison.state.value;
  const {depth, norm} = comparison.choice.value;
  const isRunning = state === 'running' || state === 'stopping';
  const steps = comparison.view.value.course.steps.length;
  const words = {
    ready: '',
    running: t.running,
    stopping: t.stopping,
    stopped: t.stopped({n: formatNumber(steps)}),
    lost: t.lost,
    failed: t.failed({reason: comparison.reason.value}),
  };
  return (
    <div class="card compare">
      <div class="field">
        <label for="depth">
          {t.depth} <output for="depth">{t.layers({n: formatNumber(depth)})}</output>
        </label>
        <input
          id="depth"
          type="range"
          min="0"
          max={DEPTHS.length - 1}
          step="1"
          value={(DEPTHS as readonly number[]).indexOf(depth)}
          aria-valuetext={t.layers({n: formatNumber(depth)})}
          disabled={isRunning}
          onInput={event => {
            comparison.choice.value = {norm, depth: DEPTHS[Number(event.currentTarget.value)]!};
          }}
        />
        <small>{t.depthNote}</small>
      </div>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={norm}
            disabled={isRunning}
            onChange={event => {
              comparison.choice.value = {depth, norm: event.currentTarget.checked};
            }}
          />
          {t.norm}
        </label>
        <small>{t.normNote}</small>
      </div>
      <div class="controls">
        <button
          type="button"
          class="primary"
          aria-disabled={state === 'stopping'}
          onClick={() => (isRunning ? comparison.pause() : comparison.start())}
        >
          {isRunning ? t.stop : t.start}
        </button>
        <p class="note" role="status">
          {words[state]}
        </p>
      </div>
    </div>
  );
}

function ComparisonCurves(): VNode {
  const t = messages().comparison;
  const {steps, total, residual, plain} = comparison.view.value.course;
  const keys = (
    <>
      <span class="key residual">{t.residual}</span> <span class="key plain">{t.plain}</span>
    </>
  );
  const lines = (of: 'loss' | 'accuracy') => [
    {color: '--plain', width: 2, values: plain[of]},
    {color: '--residual', width: 2, values: residual[of]},
  ];
  return (
    <div class="charts">
      <figure>
        <figcaption>
          {t.loss} {keys}
        </figcaption>
        <Curve
          label={t.lossChart}
          {...{steps, total}}
          lines={lines('loss')}
          format={value => formatNumber(value, {minimumFractionDigits: 1})}
        />
      </figure>
      <figure>
        <figcaption>
          {t.accuracy} {keys}
        </figcaption>
        <Curve
          label={t.accuracyChart}
          {...{steps, total}}
          lines={lines('accuracy')}
          range={[0, 1]}
          format={value => formatPercent(value, 0)}
        />
      </figure>
    </div>
  );
}
