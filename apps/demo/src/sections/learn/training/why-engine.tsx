import type {Trial} from '@residual/backend-web';
import type {VNode} from 'preact';
import {formatNumber} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';

/** What became of each engine that was tried, and whether a person chose it. */
export function WhyEngine({tried, isChosen}: {tried: readonly Trial[]; isChosen: boolean}): VNode {
  const t = messages();
  return (
    <details class="why">
      <summary>{t.whyEngine}</summary>
      <p>{isChosen ? t.engineChosen : t.engineOrder}</p>
      <ul>
        {tried.map(({name, ok, reason, seconds}) => (
          <li key={name}>
            <strong>{ok ? t.engineTaken({name: t.engines[name]}) : t.engineLeft({name: t.engines[name]})}</strong>{' '}
            <span lang="en">{reason}</span> ({t.seconds({n: formatNumber(seconds, {maximumFractionDigits: 1})})})
          </li>
        ))}
      </ul>
    </details>
  );
}
