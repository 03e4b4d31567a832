import type {VNode} from 'preact';
import {hrefOf} from '../../../app/route.js';
import {formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import {epochOf} from './moment.js';
import {run} from './run.js';

/** Where the run stands, in words; heard when it changes. */
export function Status(): VNode {
  const problem = run.problem.value;
  const t = messages();
  if (problem) {
    return (
      <p class="note alert" role="alert">
        {problem.kind === 'diverged' ? t.diverged : t.failed({reason: problem.reason})}
      </p>
    );
  }
  return (
    <p class="run-status" role="status">
      <Sentence />
    </p>
  );
}

function Sentence(): VNode | null {
  const t = messages();
  const view = run.view.value;
  const state = run.state.value;
  if (state === 'finished') {
    const {lastTest} = view.curves;
    return (
      <>
        {lastTest !== undefined && t.finished({share: formatPercent(lastTest)}) + t.gap}
        {t.kept + t.gap}
        <a href={hrefOf('draw')}>{t.draw}</a>
      </>
    );
  }
  const wentOn = run.wentOn.value;
  if (wentOn && state === 'running') {
    const {from: engine, epoch} = wentOn;
    return <>{epoch === undefined ? t.beganAgain({engine}) : t.wentOn({engine, epoch: epoch + 1})}</>;
  }
  if (state === 'running') return <>{t.running({epoch: epochOf(view), epochs: view.epochs})}</>;
  if (state === 'paused') return <>{t.stored}</>;
  return null;
}
