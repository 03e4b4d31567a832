import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import {epochOf} from './moment.js';
import {run} from './run.js';

/** The figures of a run as it goes. */
export function Figures(): VNode {
  const t = messages();
  const view = run.view.value;
  const {curves, epochs, speed} = view;
  const {lastTest} = curves;
  const loss = curves.loss.at(-1);
  const figure = (name: string, label: string, value: string | undefined) => (
    <div>
      <dt>{label}</dt>
      <dd data-figure={name}>{value ?? '–'}</dd>
    </div>
  );
  return (
    <dl class="figures">
      {figure('accuracy', t.testAccuracy, lastTest === undefined ? undefined : formatPercent(lastTest))}
      {figure(
        'loss',
        t.loss,
        loss === undefined ? undefined : formatNumber(loss, {minimumFractionDigits: 3, maximumFractionDigits: 3}),
      )}
      {figure('speed', t.speed, speed === undefined ? undefined : formatNumber(Math.round(speed)))}
      {figure('epoch', t.epoch, epochs === 0 ? undefined : t.epochOf({epoch: epochOf(view), epochs}))}
    </dl>
  );
}
