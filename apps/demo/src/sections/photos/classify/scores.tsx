import type {VNode} from 'preact';
import {formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import type {Answer} from '../worker/classify.js';
import {className} from './class-name.js';
import {ask} from './state.js';

/** More would not be read. */
const MOST = 5;

/** The likeliest classes with their scores. Each is a button that shows what speaks for it. */
export function Scores({answer: {classes, scores, heat}}: {answer: Answer}): VNode {
  const t = messages();
  const ranked = classes.map((name, index) => ({name, index, score: scores[index]!})).sort((a, b) => b.score - a.score);
  const top = ranked.slice(0, MOST);
  return (
    <div class="answer">
      <p class="verdict" role="status">
        {t.answer({name: className(top[0]!.name), score: formatPercent(top[0]!.score)})}
      </p>
      <ol class="scores" aria-label={t.scores}>
        {top.map(({name, index, score}) => (
          <li key={index}>
            <button type="button" aria-pressed={heat?.classIndex === index} disabled={!heat} onClick={() => ask(index)}>
              <span>{className(name)}</span>
              <span class="score">{formatPercent(score)}</span>
              <meter min={0} max={1} value={score} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
      {heat && <p class="note">{t.heatHint({name: className(classes[heat.classIndex]!)})}</p>}
      {classes.length <= 20 && <p class="note">{t.onlyKnows({classes: classes.map(className).join(t.comma)})}</p>}
    </div>
  );
}
