import type {VNode} from 'preact';
import {desk} from '../desk.js';
import {SIZE} from '../drawing/size.js';
import {messages} from '../messages.js';
import {Picture} from './picture.js';
import {StageMaps} from './stage-maps.js';

/** The way of a drawing through the network: what it sees, and the maps that leave each stage. */
export function Inside(): VNode {
  const t = messages();
  const {reading, network} = desk;
  return (
    <section class="inside">
      <h2>{t.within}</h2>
      <p class="note">{t.withinLead}</p>
      <div class="card stage seen">
        <div>
          <h3>{t.seen}</h3>
          <p>{t.seenText}</p>
        </div>
        <Picture pixels={reading.value?.digit} height={SIZE} width={SIZE} color="--ink" label={t.seen} />
      </div>
      {network.value?.stages.map((stage, i, stages) => (
        <StageMaps
          key={stage.name}
          stage={stage}
          title={titleOf(stage, stages.slice(0, i).filter(({residual}) => residual === stage.residual).length + 1)}
          maps={reading.value?.stages[i]}
        />
      ))}
      <p class="note">{t.scoresText}</p>
    </section>
  );
}

function titleOf({residual}: {residual: boolean}, n: number): string {
  return residual ? messages().block({n}) : messages().convolution({n});
}
