import type {VNode} from 'preact';
import {hrefOf} from '../../../app/route.js';
import {formatNumber} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import {run} from './run.js';
import {NETWORK} from './settings.js';

/** Which network learns. */
export function NetworkNote(): VNode {
  const t = messages();
  const parameters = run.parameters.value;
  return (
    <p class="note">
      {t.network + t.gap}
      {parameters !== undefined && t.parameters({n: formatNumber(parameters)}) + t.gap}
      <a href={hrefOf('inside', NETWORK)}>{t.inside}</a>
    </p>
  );
}
