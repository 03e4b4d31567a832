import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useId} from 'preact/hooks';
import {formatNumber} from '../../i18n/numbers.js';
import {messages} from './messages.js';
import type {Description} from './worker/describe.js';
import type {ListedNetwork} from './worker/list-networks.js';

/** What the figures are for. */
export interface Choice {
  /** Height and width of the image; the network's own where undefined. */
  readonly size?: number;
  /** The network's own where undefined. */
  readonly classes?: number;
  /** Name of a network to compare with. */
  readonly other?: string;
}

const LARGEST_IMAGE = 1024;
const MOST_CLASSES = 100_000;

interface SettingsProps {
  readonly network: Description;
  readonly networks: readonly ListedNetwork[];
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** Image size, classes, and another network. */
export function Settings({network, networks, choice, onChange}: SettingsProps): VNode {
  const t = messages();
  const id = useId();
  const {smallest, name, inputShape, classes} = network;
  const range = {smallest: formatNumber(smallest), largest: formatNumber(LARGEST_IMAGE)};
  const largest = formatNumber(MOST_CLASSES);
  return (
    <fieldset class="settings">
      <legend class="hidden-text">{t.settings}</legend>
      <Whole
        label={t.size}
        hint={t.sizeHint(range)}
        wrong={t.sizeWrong(range)}
        value={choice.size ?? inputShape[0]!}
        {...{min: smallest, max: LARGEST_IMAGE}}
        onChange={size => onChange({...choice, size})}
      />
      <Whole
        label={t.classes}
        hint={t.classesHint({largest})}
        wrong={t.classesWrong({largest})}
        value={choice.classes ?? classes}
        {...{min: 1, max: MOST_CLASSES}}
        onChange={count => onChange({...choice, classes: count})}
      />
      <div class="field">
        <label for={id}>{t.compareWith}</label>
        <select
          id={id}
          value={choice.other ?? ''}
          onChange={({currentTarget: {value}}) => {
            const {other: _, ...rest} = choice;
            onChange(value ? {...rest, other: value} : rest);
          }}
        >
          <option value="">{t.nothing}</option>
          {networks
            .filter(listed => listed.name !== name)
            .map(listed => (
              <option key={listed.name} value={listed.name}>
                {listed.name}
              </option>
            ))}
        </select>
        <small>{t.compareHint}</small>
      </div>
    </fieldset>
  );
}

interface WholeProps {
  readonly label: string;
  readonly hint: string;
  /** What is said of a number that is not taken. */
  readonly wrong: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A field for a whole number, taken when it is complete. */
function Whole({label, hint, wrong, value, min, max, onChange}: WholeProps): VNode {
  const id = useId();
  const refused = useSignal(false);
  // What is being typed, or was refused.
  const draft = useSignal<string | undefined>(undefined);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        {...{min, max}}
        value={draft.value ?? value}
        aria-describedby={`${id}-hint`}
        aria-invalid={refused.value}
        onInput={({currentTarget}) => {
          draft.value = currentTarget.value;
        }}
        onChange={({currentTarget}) => {
          const number = currentTarget.valueAsNumber;
          refused.value = !(Number.isInteger(number) && number >= min && number <= max);
          if (refused.value) return;
          draft.value = undefined;
          onChange(number);
        }}
      />
      <small id={`${id}-hint`} class={refused.value ? 'alert' : undefined} role={refused.value ? 'alert' : undefined}>
        {refused.value ? wrong : hint}
      </small>
    </div>
  );
}
