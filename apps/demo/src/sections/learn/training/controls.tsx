import type {VNode} from 'preact';
import {EngineNote} from '../../../lab/engine-note.js';
import {engineState} from '../../../lab/lab.js';
import {ENGINES} from '../../../lab/order.js';
import {messages} from '../messages.js';
import {epochOf, timeOf} from './moment.js';
import {run} from './run.js';
import {Status} from './status.js';
import {WhyEngine} from './why-engine.js';

/** The buttons of a run, where it stands, and what computes it. */
export function Controls(): VNode {
  const t = messages();
  const state = run.state.value;
  const {curves} = run.view.value;
  const canStop = state === 'running' || state === 'paused';
  return (
    <>
      <div class="controls">
        <MainButton />
        {canStop && (
          <button type="button" onClick={() => run.stop()}>
            {t.stop}
          </button>
        )}
        {state === 'paused' && (
          <button type="button" onClick={() => run.start()}>
            {t.startOver}
          </button>
        )}
      </div>
      <progress value={curves.steps.length} max={curves.total} aria-label={t.progress} />
      <Status />
      <div class="engine">
        <EngineNote />
        <Why />
      </div>
    </>
  );
}

function Why(): VNode | null {
  const engine = engineState.value;
  if (engine.state !== 'ready') return null;
  const {tried} = engine.info;
  // Left to itself, the page begins with the first; after a loss it leaves the lost one out.
  return <WhyEngine tried={tried} isChosen={tried[0]!.name !== ENGINES[0] && !engine.after} />;
}

/** The same button in every state, so that the focus of a keyboard stays on it. */
function MainButton(): VNode {
  const t = messages();
  const state = run.state.value;
  const view = run.view.value;
  const started = run.started.value;
  const proceed =
    started === undefined
      ? t.proceed
      : t.proceedWith({time: timeOf(started), epoch: epochOf(view), epochs: view.epochs});
  const labels = {
    ready: t.start,
    starting: t.starting,
    running: t.pause,
    pausing: t.pausing,
    paused: proceed,
    ending: t.ending,
    finished: t.again,
  };
  const acts: Partial<Record<typeof state, () => Promise<void>>> = {
    ready: () => run.start(),
    running: () => run.pause(),
    paused: () => run.proceed(),
    finished: () => run.start(),
  };
  return (
    <button type="button" class="primary" aria-disabled={!acts[state]} onClick={() => acts[state]?.()}>
      {labels[state]}
    </button>
  );
}
