import type {VNode} from 'preact';
import {formatPercent} from '../../i18n/numbers.js';
import {formatRounded} from './format.js';
import {messages} from './messages.js';
import {stageName} from './part-text.js';
import type {Description} from './worker/describe.js';

/** Where parameters and multiply-adds lie, stage by stage. */
export function Shares({network}: {network: Description}): VNode {
  const t = messages();
  return (
    <section class="shares">
      <h3>{t.shares}</h3>
      <p class="note">{t.sharesNote}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.stage}</th>
            <th scope="col">{t.parameters}</th>
            <th scope="col">{t.multiplyAdds}</th>
          </tr>
        </thead>
        <tbody>
          {network.stages.map(({name, parameters, multiplyAdds}) => (
            <tr key={name}>
              <th scope="row">{stageName(name)}</th>
              <Share value={parameters} of={network.parameters} kind="parameters" />
              <Share value={multiplyAdds} of={network.multiplyAdds} kind="multiply-adds" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Share({value, of, kind}: {value: number; of: number; kind: string}): VNode {
  const t = messages();
  const share = value / of;
  return (
    <td>
      <div class={`bar ${kind}`} style={{width: `${100 * share}%`}} />
      {t.share({value: formatRounded(value), share: formatPercent(share)})}
    </td>
  );
}
