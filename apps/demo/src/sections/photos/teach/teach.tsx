import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import {explainProblem} from '../explain-problem.js';
import {DropZone} from '../files/drop-zone.js';
import {FileButton} from '../files/file-button.js';
import {messages} from '../messages.js';
import {ClassCard} from './class-card.js';
import {Confusion} from './confusion.js';
import {Keep} from './keep.js';
import {LearningCurve} from './learning-curve.js';
import {Mistakes} from './mistakes.js';
import {Settings} from './settings.js';
import {addClass, addFolders, broken, classes, type Lesson, lesson, rounds, start, stop} from './state.js';

/** Photos of classes of one's own, and a network that learns to tell them apart. */
export function Teach(): VNode {
  const t = messages().teach;
  const now = lesson.value;
  const isBusy = now.state === 'adding' || now.state === 'reading' || now.state === 'learning';
  const obstacle = obstacleOf();
  return (
    <section class="teach" aria-labelledby="teach-title">
      <h2 id="teach-title">{t.title}</h2>
      <p class="lead">{t.lead}</p>
      <DropZone onFiles={addFolders}>
        <p>{t.drop}</p>
        <div class="controls">
          <FileButton several="folder" onFiles={addFolders}>
            {t.chooseFolder}
          </FileButton>
          <button type="button" onClick={() => addClass()}>
            {t.addClass}
          </button>
        </div>
      </DropZone>
      {classes.value.length > 0 && (
        <>
          <ul class="classes">
            {classes.value.map(one => (
              <ClassCard key={one.id} one={one} disabled={isBusy} />
            ))}
          </ul>
          <Broken />
          <Settings disabled={isBusy} />
          <div class="controls">
            {now.state === 'learning' ? (
              <button type="button" onClick={stop}>
                {t.stop}
              </button>
            ) : (
              <button type="button" class="primary" disabled={isBusy || obstacle !== undefined} onClick={start}>
                {t.start}
              </button>
            )}
            {obstacle && !isBusy && <p class="note">{obstacle}</p>}
          </div>
        </>
      )}
      <Status now={now} />
      <div class="panels">
        {rounds.value.done.length > 0 && <LearningCurve />}
        {now.state === 'done' && <Confusion taught={now.taught} />}
      </div>
      {now.state === 'done' && <Mistakes mistakes={now.taught.mistakes} classes={now.taught.classes} />}
      {now.state === 'done' && <Keep />}
    </section>
  );
}

/** What is still missing before a lesson, if anything is. */
function obstacleOf(): string | undefined {
  const t = messages().teach;
  const all = classes.value;
  if (all.length < 2 || all.some(({photos}) => photos.length < 2)) return t.tooFew;
  if (new Set(all.map(({name}) => name.trim())).size < all.length) return t.sameNames;
  return undefined;
}

function Status({now}: {now: Lesson}): VNode {
  const t = messages().teach;
  if (now.state === 'failed') {
    return (
      <p class="alert" role="alert">
        {explainProblem(now.error)}
      </p>
    );
  }
  return (
    <div role="status" class="lesson-status">
      {'total' in now && (
        <>
          <p class="note">{progressText(now)}</p>
          <progress max={now.total} value={now.done} aria-hidden="true" />
        </>
      )}
      {now.state === 'done' && (
        <p class="verdict">
          {t.done({
            correct: formatNumber(now.taught.correct),
            tested: formatNumber(now.taught.tested),
            share: formatPercent(now.taught.correct / now.taught.tested),
          })}
        </p>
      )}
    </div>
  );
}

function progressText(now: Lesson & {total: number; done: number}): string {
  const t = messages().teach;
  const values = {done: formatNumber(now.done), total: formatNumber(now.total)};
  if (now.state === 'adding') return t.adding(values);
  if (now.state === 'reading') return t.reading(values);
  const {of, done} = rounds.value;
  return t.learning({epoch: formatNumber(done.length + 1), epochs: formatNumber(of || 1)});
}

/** The names of files that could not be read. */
function Broken(): VNode | null {
  const t = messages().teach;
  const open = useSignal(true);
  if (broken.value.length === 0) return null;
  return (
    <details
      class="broken"
      open={open.value}
      onToggle={({currentTarget}) => {
        open.value = currentTarget.open;
      }}
    >
      <summary>{t.broken({n: formatNumber(broken.value.length)})}</summary>
      <ul>
        {broken.value.map(path => (
          <li key={path}>{path}</li>
        ))}
      </ul>
    </details>
  );
}
