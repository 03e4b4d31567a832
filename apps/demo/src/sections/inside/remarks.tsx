import type {VNode} from 'preact';
import {messages} from './messages.js';
import {stageName} from './part-text.js';
import {remarkMessages} from './remark-messages.js';
import type {Remark} from './worker/remarks.js';

/** What is particular about a network, beside the stages that it is about. */
export function Remarks({remarks, onChoose}: {remarks: readonly Remark[]; onChoose: (stage: string) => void}): VNode {
  const t = messages();
  const texts = remarkMessages();
  const stages = [...new Set(remarks.map(({stage}) => stage))];
  return (
    <section class="remarks">
      <h3>{t.remarks}</h3>
      <ul>
        {stages.map(stage => (
          <li key={stage}>
            <button type="button" class="quiet" onClick={() => onChoose(stage)}>
              {stageName(stage)}
            </button>
            <div>
              {remarks
                .filter(remark => remark.stage === stage)
                .map(({kind}) => (
                  <p key={kind}>{texts[kind]}</p>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
