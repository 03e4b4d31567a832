import type {VNode} from 'preact';
import {engineState} from './lab.js';
import {messages} from './messages.js';

/** Tells where the engine stands: loading, its name, that another took over, or why there is none. */
export function EngineNote(): VNode {
  const t = messages();
  const engine = engineState.value;
  if (engine.state === 'failed') {
    return (
      <p class="note alert" role="alert">
        {t.failed({reason: engine.reason})}
      </p>
    );
  }
  if (engine.state !== 'ready') {
    return (
      <p class="note" role="status">
        {t.loading}
      </p>
    );
  }
  const {info, after} = engine;
  // Why this one: what became of those before it.
  const why = info.tried.map(({name, reason}) => `${name}: ${reason}`).join('\n');
  return (
    <p class="note" role="status" title={why}>
      {after ? t.lost({from: after.from, to: info.label, reason: after.reason}) : t.ready({engine: info.label})}
    </p>
  );
}
