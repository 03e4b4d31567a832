import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useEffect} from 'preact/hooks';
import {formatPercent} from '../../i18n/numbers.js';
import {desk} from './desk.js';
import {messages} from './messages.js';

/** Below this score the second digit is named too. */
const UNSURE = 0.7;

/** Milliseconds without a new stroke after which the answer is read out. */
const CALM = 700;

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The likely digit, and the score of each. */
export function Answer(): VNode {
  const t = messages();
  const reading = desk.reading.value;
  const scores = reading?.scores ?? [];
  const classes = desk.network.value?.classes ?? DIGITS;
  const [first, second] = classes.map((_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)) as [
    number,
    number,
  ];
  const digit = classes[first]!;
  const score = formatPercent(scores[first] ?? 0);
  const sure = (scores[first] ?? 0) >= UNSURE ? t.sure({score}) : t.perhaps({score, other: classes[second]!});
  return (
    <section class="card answer">
      <h2>{t.answer}</h2>
      <p class="likely">
        <strong>{reading ? digit : '?'}</strong>
        <span>{reading ? sure : t.empty}</span>
      </p>
      <ol class="scores" aria-label={t.scores}>
        {classes.map((name, i) => (
          <li key={name} class={reading && i === first ? 'first' : ''}>
            <span class="name">{name}</span>
            <span class="bar" style={{'--score': scores[i] ?? 0}} />
            <span class="score">{reading ? formatPercent(scores[i]!) : '–'}</span>
          </li>
        ))}
      </ol>
      <ReadOut text={reading ? t.heard({digit, score}) : ''} />
    </section>
  );
}

/** Says the answer to those who hear the page, when it has settled. */
function ReadOut({text}: {text: string}): VNode {
  const said = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => {
      said.value = text;
    }, CALM);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="hidden-text" role="status">
      {said.value}
    </p>
  );
}
