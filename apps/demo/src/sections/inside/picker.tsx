import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useId} from 'preact/hooks';
import {hrefOf} from '../../app/route.js';
import {formatRounded} from './format.js';
import {messages} from './messages.js';
import type {ListedNetwork, NetworkGroup} from './worker/list-networks.js';

const groups: readonly NetworkGroup[] = ['notebooks', 'photos', 'small', 'cifar'];

/** The networks in groups, and a field that finds one by parts of its name. */
export function Picker({networks, chosen}: {networks: readonly ListedNetwork[]; chosen: string}): VNode {
  const t = messages();
  const id = useId();
  const search = useSignal('');
  const wanted = search.value.trim().toLowerCase();
  const found = networks.filter(({name}) => wanted.split(/\s+/).every(part => name.includes(part)));
  const open = (event: Event) => {
    event.preventDefault();
    if (!wanted) return;
    // Families have members of any depth, which no list shows.
    location.hash = hrefOf('inside', found.find(({name}) => name === wanted)?.name ?? found[0]?.name ?? wanted);
    search.value = '';
  };
  return (
    <nav class="picker card" aria-label={t.networks}>
      <h2 class="hidden-text">{t.networks}</h2>
      <search>
        <form class="field" onSubmit={open}>
          <label for={id}>{t.search}</label>
          <input
            id={id}
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={search.value}
            onInput={event => {
              search.value = event.currentTarget.value;
            }}
          />
          <small>{t.searchHint}</small>
        </form>
      </search>
      <small>{t.costsNote}</small>
      <div class="list">
        {found.length === 0 && <p class="note">{t.noMatch({name: wanted})}</p>}
        {groups.map(group => {
          const members = found.filter(network => network.group === group);
          return members.length > 0 && <Group key={group} name={t.groups[group]} members={members} chosen={chosen} />;
        })}
      </div>
    </nav>
  );
}

interface GroupProps {
  readonly name: string;
  readonly members: readonly ListedNetwork[];
  readonly chosen: string;
}

function Group({name, members, chosen}: GroupProps): VNode {
  const t = messages();
  return (
    <section>
      <h3>{name}</h3>
      <ul>
        {members.map(({name, parameters, multiplyAdds}) => (
          <li key={name}>
            <a href={hrefOf('inside', name)} aria-current={name === chosen ? 'true' : undefined}>
              <span>{name}</span>
              <small>
                {t.costs({parameters: formatRounded(parameters), multiplyAdds: formatRounded(multiplyAdds)})}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
