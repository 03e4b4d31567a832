import type {VNode} from 'preact';
import {messages} from '../messages.js';
import {BUNDLED_IDS} from './bundled.js';
import {chosen, deleteChosen, downloadChosen, stored} from './state.js';

/** Which network is asked: one that comes with the site, or one that was opened or taught here. */
export function NetworkChoice(): VNode {
  const t = messages();
  const own = stored.value.find(({id}) => id === chosen.value);
  return (
    <div class="network-choice">
      <div class="field">
        <label for="network">{t.network}</label>
        <select
          id="network"
          value={chosen.value}
          onChange={({currentTarget}) => {
            chosen.value = currentTarget.value;
          }}
        >
          {BUNDLED_IDS.map(id => (
            <option key={id} value={id}>
              {t.bundled[id]}
            </option>
          ))}
          {stored.value.map(({id, name}) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {own && (
        <div class="controls">
          <button type="button" class="quiet" title={t.downloadHint} onClick={() => downloadChosen(own.name)}>
            {t.download}
          </button>
          <button type="button" class="quiet" aria-label={t.removeNetwork(own)} onClick={() => deleteChosen()}>
            {t.remove}
          </button>
        </div>
      )}
    </div>
  );
}
