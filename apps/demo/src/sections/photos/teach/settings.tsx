import type {VNode} from 'preact';
import {messages} from '../messages.js';
import {BUNDLED_IDS, type BundledId} from '../networks/bundled.js';
import type {TeachMode} from '../worker/teach.js';
import {base, mode} from './state.js';

/** What a lesson begins with, and what learns in it. */
export function Settings({disabled}: {disabled: boolean}): VNode {
  const t = messages();
  const modes: {value: TeachMode; label: string; hint: string}[] = [
    {value: 'head', label: t.teach.head, hint: t.teach.headHint},
    {value: 'whole', label: t.teach.whole, hint: t.teach.wholeHint},
  ];
  return (
    <div class="settings">
      <div class="field">
        <label for="base">{t.teach.base}</label>
        <select
          id="base"
          value={base.value}
          disabled={disabled}
          onChange={({currentTarget}) => {
            base.value = currentTarget.value as BundledId;
          }}
        >
          {BUNDLED_IDS.map(id => (
            <option key={id} value={id}>
              {t.bundled[id]}
            </option>
          ))}
        </select>
      </div>
      <fieldset disabled={disabled}>
        <legend>{t.teach.mode}</legend>
        {modes.map(({value, label, hint}) => (
          <label key={value} class="check">
            <input
              type="radio"
              name="mode"
              value={value}
              checked={mode.value === value}
              onChange={() => {
                mode.value = value;
              }}
            />
            <span>
              {label}
              <small>{hint}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
