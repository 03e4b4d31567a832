import type {VNode} from 'preact';
import {useState} from 'preact/hooks';
import {formatNumber} from '../../i18n/numbers.js';
import {Details} from './details.js';
import {Flow} from './flow.js';
import {formatMegabytes, formatRounded} from './format.js';
import {messages} from './messages.js';
import {Remarks} from './remarks.js';
import {Shares} from './shares.js';
import {firstKey, Structure} from './structure.js';
import {keyOf} from './tree-rows.js';
import type {Description} from './worker/describe.js';
import type {Part} from './worker/part.js';

/** One network: what it costs, how an image flows through it, and everything that it is made of. */
export function Network({network}: {network: Description}): VNode {
  const t = messages();
  const [chosen, choose] = useState(() => firstKey(network));
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpen(before => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  // The line in the tree, which is chosen as it receives the focus.
  const jumpTo = (key: string) => document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  return (
    <>
      <dl class="figures">
        <Figure name={t.figures.depth} value={formatNumber(network.depth)} />
        <Figure name={t.figures.parameters} value={formatRounded(network.parameters)} exact={network.parameters} />
        <Figure
          name={t.figures.multiplyAdds}
          value={formatRounded(network.multiplyAdds)}
          exact={network.multiplyAdds}
        />
        <Figure name={t.figures.memory} value={formatMegabytes(network.activationBytes)} />
      </dl>
      <Flow network={network} chosen={chosen} onChoose={jumpTo} />
      <Remarks remarks={network.remarks} onChoose={stage => jumpTo(`stage ${stage}`)} />
      <section>
        <h3>{t.structure}</h3>
        <p class="note">{t.structureNote}</p>
        <div class="explorer">
          <Structure network={network} open={open} chosen={chosen} onChoose={choose} onToggle={toggle} />
          <Details network={network} part={find(network, chosen)} />
        </div>
      </section>
      <Shares network={network} />
    </>
  );
}

function Figure({name, value, exact}: {name: string; value: string; exact?: number}): VNode {
  const t = messages();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {exact !== undefined && <small>{t.exactly({value: formatNumber(exact)})}</small>}
      </dd>
    </div>
  );
}

/** The part of a key, or the first. */
function find({stages}: Description, key: string): Part {
  const all: Part[] = stages.flatMap(stage => [
    stage,
    ...stage.parts.flatMap((part): Part[] => (part.kind === 'block' ? [part, ...part.parts] : [part])),
  ]);
  return all.find(part => keyOf(part) === key) ?? stages[0]!;
}
