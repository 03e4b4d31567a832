import type {VNode} from 'preact';
import {language} from '../../i18n/language.js';
import {formatPercent} from '../../i18n/numbers.js';
import type {ModelInfo} from '../../storage/models.js';
import {desk} from './desk.js';
import {messages} from './messages.js';
import {SHIPPED} from './shipped-id.js';

/** Of the 10,000 test digits of MNIST; models/digits/README.md tells how it was trained. */
const SHIPPED_ACCURACY = 0.9889;

/** Which network reads: the one that comes with the site, or one that was trained in it. */
export function NetworkChoice(): VNode {
  const t = messages();
  const own = desk.trained.value.find(({id}) => id === desk.chosen.value);
  return (
    <div class="network-choice">
      <div class="field">
        <label for="draw-network">{t.network}</label>
        <select id="draw-network" value={desk.chosen.value} onChange={event => desk.choose(event.currentTarget.value)}>
          {desk.trained.value.map(model => (
            <option key={model.id} value={model.id}>
              {nameOf(model)}
            </option>
          ))}
          <option value={SHIPPED}>{t.shipped({accuracy: formatPercent(SHIPPED_ACCURACY)})}</option>
        </select>
      </div>
      {own && (
        <button type="button" class="quiet" aria-label={t.removeNetwork(own)} onClick={() => desk.delete()}>
          {t.remove}
        </button>
      )}
    </div>
  );
}

function nameOf({name, made: when, accuracy}: ModelInfo): string {
  const made = new Intl.DateTimeFormat(language.value, {dateStyle: 'medium', timeStyle: 'short'}).format(when);
  return accuracy === undefined
    ? messages().trained({name, made})
    : messages().trainedWith({name, made, accuracy: formatPercent(accuracy)});
}
