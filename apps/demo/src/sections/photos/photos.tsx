import type {VNode} from 'preact';
import {EngineNote} from '../../lab/engine-note.js';
import {engineState} from '../../lab/lab.js';
import {Classify} from './classify/classify.js';
import {messages} from './messages.js';
import './section.css';
import {Teach} from './teach/teach.js';

/** Classifies photos, and teaches networks from photos. */
export function Photos(): VNode {
  const t = messages();
  return (
    <>
      <div class="intro">
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {engineState.value.state !== 'idle' && <EngineNote />}
      </div>
      <Classify />
      <Teach />
    </>
  );
}
