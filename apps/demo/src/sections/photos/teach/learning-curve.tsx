import type {VNode} from 'preact';
import {formatPercent} from '../../../i18n/numbers.js';
import {Curve} from '../../../ui/curve.js';
import {messages} from '../messages.js';
import {rounds} from './state.js';

/** The share of photos told rightly after each round: of those to learn from, and of those held out. */
export function LearningCurve(): VNode {
  const t = messages().teach;
  const {of, done} = rounds.value;
  const {train, test} = done.at(-1)!;
  return (
    <figure class="learning-curve">
      <figcaption>{t.curve}</figcaption>
      <p class="legend note" aria-hidden="true">
        <span class="learnt">{t.learnt}</span>
        <span class="held">{t.held}</span>
      </p>
      <Curve
        label={t.curveText({train: formatPercent(train.accuracy), test: formatPercent(test.accuracy)})}
        steps={done.map((_, i) => i + 1)}
        total={of}
        lines={[
          {color: '--train', width: 2, values: done.map(round => round.train.accuracy)},
          {color: '--test', width: 3, values: done.map(round => round.test.accuracy)},
        ]}
        range={[0, 1]}
        format={value => formatPercent(value, 0)}
      />
    </figure>
  );
}
