import type {VNode} from 'preact';
import {formatNumber} from '../../../i18n/numbers.js';
import {ENGINES} from '../../../lab/order.js';
import {messages} from '../messages.js';
import {type Choice, run} from './run.js';
import {CHOICES, DEFAULT_SETTINGS} from './settings.js';

/** What can be chosen before a run. */
export function SettingsForm(): VNode {
  const t = messages();
  const state = run.state.value;
  const isFixed = state !== 'ready' && state !== 'finished' && state !== 'paused';
  return (
    <details class="settings">
      <summary>{t.settings}</summary>
      <fieldset class="fields" disabled={isFixed}>
        <legend class="hidden-text">{t.settings}</legend>
        <NumberChoice name="learningRate" />
        <NumberChoice name="batchSize" />
        <NumberChoice name="epochs" />
        <SeedField />
        <EngineChoice />
      </fieldset>
      <p class="note">{t.settingsNote}</p>
    </details>
  );
}

function choose(change: Partial<Choice>): void {
  run.choice.value = {...run.choice.value, ...change};
}

/** A select; the values that a stored run came with are among its options. */
function NumberChoice({name}: {name: keyof typeof CHOICES}): VNode {
  const t = messages();
  const chosen = run.choice.value[name];
  const options = [...new Set<number>([...CHOICES[name], chosen])].sort((a, b) => a - b);
  return (
    <div class="field">
      <label for={name}>{t[name]}</label>
      <select id={name} value={chosen} onChange={event => choose({[name]: Number(event.currentTarget.value)})}>
        {options.map(value => (
          <option key={value} value={value}>
            {formatNumber(value, {maximumFractionDigits: 4})}
            {value === DEFAULT_SETTINGS[name] && ` (${t.usual})`}
          </option>
        ))}
      </select>
      <small>{t.explained[name]}</small>
    </div>
  );
}

function SeedField(): VNode {
  const t = messages();
  const take = (text: string) => {
    const seed = Number(text);
    if (text !== '' && Number.isSafeInteger(seed) && seed >= 0) choose({seed});
  };
  return (
    <div class="field">
      <label for="seed">{t.seed}</label>
      <input
        id="seed"
        type="number"
        min="0"
        step="1"
        inputMode="numeric"
        value={run.choice.value.seed}
        onChange={event => {
          take(event.currentTarget.value);
          event.currentTarget.value = String(run.choice.value.seed);
        }}
      />
      <small>{t.explained.seed}</small>
    </div>
  );
}

function EngineChoice(): VNode {
  const t = messages();
  return (
    <div class="field">
      <label for="engine">{t.engine}</label>
      <select
        id="engine"
        value={run.choice.value.engine}
        onChange={event => choose({engine: event.currentTarget.value as Choice['engine']})}
      >
        <option value="auto">{t.engines.auto}</option>
        {ENGINES.map(name => (
          <option key={name} value={name}>
            {t.engines[name]}
          </option>
        ))}
      </select>
      <small>{t.explained.engine}</small>
    </div>
  );
}
