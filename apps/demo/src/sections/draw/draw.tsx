import type {VNode} from 'preact';
import {useEffect} from 'preact/hooks';
import {EngineNote} from '../../lab/engine-note.js';
import {Answer} from './answer.js';
import {desk} from './desk.js';
import {EXAMPLES} from './drawing/examples.js';
import {Inside} from './inside/inside.js';
import {messages} from './messages.js';
import {NetworkChoice} from './network-choice.js';
import {Paper} from './paper.js';
import './section.css';

/** A digit is drawn and read, and one sees what passes through the network. */
export function Draw(): VNode {
  const t = messages();
  useEffect(() => {
    desk.visit();
  }, []);
  const problem = desk.problem.value;
  return (
    <>
      <section class="intro">
        <h1>{t.heading}</h1>
        <p class="lead">{t.lead}</p>
      </section>
      <div class="desk">
        <div class="side">
          <Paper />
          <Tools />
          <p class="note" id="draw-keys">
            {t.keys}
          </p>
        </div>
        <div class="side">
          <Answer />
          <NetworkChoice />
          {problem && (
            <p class="note alert" role="alert">
              {t.failed({reason: problem})}
            </p>
          )}
          <EngineNote />
        </div>
      </div>
      <Inside />
    </>
  );
}

function Tools(): VNode {
  const t = messages();
  const empty = desk.drawing.value.length === 0;
  return (
    <div class="controls">
      <button type="button" disabled={empty} onClick={() => desk.undo()}>
        {t.undo}
      </button>
      <button type="button" disabled={empty} onClick={() => desk.clear()}>
        {t.clear}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => desk.draw(EXAMPLES[Math.floor(EXAMPLES.length * Math.random())]!)}
      >
        {t.example}
      </button>
    </div>
  );
}
