import type {VNode} from 'preact';
import {useState} from 'preact/hooks';
import {route} from '../../app/route.js';
import {EngineNote} from '../../lab/engine-note.js';
import {engineState} from '../../lab/lab.js';
import {Comparison} from './comparison.js';
import {useDescription, useNetworks} from './description.js';
import {messages} from './messages.js';
import {Network} from './network.js';
import {Picker} from './picker.js';
import './section.css';
import {type Choice, Settings} from './settings.js';
import type {DescribeOptions, Description} from './worker/describe.js';

/** Where a visit begins: small enough to be seen whole. */
const FIRST = 'mnist-residual';

/** Any network of the registry, taken apart. The address names it: `#/inside/resnet50`. */
export function Inside(): VNode {
  const t = messages();
  const networks = useNetworks();
  const name = route.value.path || FIRST;
  return (
    <>
      <div class="intro">
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
      </div>
      {networks.reason && (
        <p class="note alert" role="alert">
          {networks.reason}
        </p>
      )}
      {networks.value ? (
        <div class="inside">
          <Picker networks={networks.value} chosen={name} />
          <Chosen key={name} name={name} networks={networks.value} />
        </div>
      ) : (
        <p class="note" role="status">
          {t.listing}
        </p>
      )}
      {engineState.value.state === 'failed' && <EngineNote />}
    </>
  );
}

/** The network of the address, for the images and classes that are chosen, and beside it another. */
function Chosen({
  name,
  networks,
}: {
  name: string;
  networks: NonNullable<ReturnType<typeof useNetworks>['value']>;
}): VNode {
  const t = messages();
  const [choice, setChoice] = useState<Choice>({});
  const {other, ...options} = choice;
  const network = useDescription(name, options);
  // Both for the same images and classes, or their costs could not be compared.
  const second = useDescription(network.value && other, sizesOf(network.value));
  return (
    <article class="network" aria-busy={network.loading} aria-label={name}>
      <h2>{name}</h2>
      <p class="note" role="status">
        {network.loading && t.loading({name})}
      </p>
      <Failure name={name} reason={network.reason} />
      {network.value && (
        <>
          <Settings network={network.value} networks={networks} choice={choice} onChange={setChoice} />
          <Failure name={other} reason={second.reason} />
          {other && second.value && <Comparison first={network.value} second={second.value} />}
          <Network network={network.value} />
          <p class="note">{t.footnote}</p>
        </>
      )}
    </article>
  );
}

function sizesOf(network: Description | undefined): DescribeOptions {
  return network ? {size: network.inputShape[0]!, classes: network.classes} : {};
}

function Failure({name, reason}: {name: string | undefined; reason: string | undefined}): VNode | null {
  const t = messages();
  if (!name || !reason) return null;
  return (
    <p class="note alert" role="alert">
      {t.failed({name, reason})}
    </p>
  );
}
