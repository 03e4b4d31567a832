import type {VNode} from 'preact';
import {messages} from './messages.js';
import {stageName} from './part-text.js';
import {remarkMessages} from './remark-messages.js';
import type {Remark} from './worker/remarks.js';

/** What is particular about a network, each remark beside the stage that it is about. */
export function Remarks({remarks, onChoose}: {remarks: readonly Remark[]; onChoose: (stage: string) => void}): VNode {
  const t = messages();
  const texts = remarkMessages();
  return (
    <section class="remarks">
      <h3>{t.remarks}</h3>
      <ul>
        {remarks.map(({kind, stage}) => (
          <li key={kind}>
            <button type="button" class="quiet" onClick={() => onChoose(stage)}>
              {stageName(stage)}
            </button>
            <p>{texts[kind]}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
