import {type Signal, signal} from '@preact/signals';
import {proxy} from 'comlink';
import {formatNumber} from '../../../i18n/numbers.js';
import {askLab, onReplaced, openLab} from '../../../lab/lab.js';
import {byClass} from '../files/by-class.js';
import {messages} from '../messages.js';
import {BUNDLED_IDS, type BundledId} from '../networks/bundled.js';
import type {GivenFile} from '../worker/model-files.js';
import type {Figures, Taught, TeachEvent, TeachMode} from '../worker/teach.js';

/** A class that is taught. */
export interface TaughtClass {
  readonly id: string;
  readonly name: string;
  /** Its photos that can be read. */
  readonly photos: readonly GivenFile[];
}

/** What is going on. */
export type Lesson =
  | {readonly state: 'none'}
  | {readonly state: 'adding' | 'reading'; readonly done: number; readonly total: number}
  | {readonly state: 'learning'; readonly done: number; readonly total: number}
  | {readonly state: 'done'; readonly taught: Taught}
  | {readonly state: 'failed'; readonly error: Error};

export const classes: Signal<readonly TaughtClass[]> = signal([]);
export const base: Signal<BundledId> = signal(BUNDLED_IDS[0]);
export const mode: Signal<TeachMode> = signal('head');
export const lesson: Signal<Lesson> = signal({state: 'none'});
/** Paths of files that could not be read. */
export const broken: Signal<readonly string[]> = signal([]);
/** The figures of each round so far, and how many there will be. */
export const rounds: Signal<{readonly of: number; readonly done: readonly Round[]}> = signal({of: 0, done: []});

/** A time through all photos. */
export interface Round {
  readonly train: Figures;
  readonly test: Figures;
}

/** Adds a class without photos. */
export function addClass(name?: string): TaughtClass {
  const number = formatNumber(classes.peek().length + 1);
  const one = {id: crypto.randomUUID(), name: name ?? messages().teach.classNumber({n: number}), photos: []};
  classes.value = [...classes.peek(), one];
  return one;
}

export function renameClass(id: string, name: string): void {
  change(id, one => ({...one, name}));
}

export async function removeClass(id: string): Promise<void> {
  classes.value = classes.peek().filter(one => one.id !== id);
  await (await openLab('photos')).removeExamples(id);
}

/** Adds photos to the classes that their folders are called; those in no folder to a class of their own. */
export async function addFolders(files: readonly GivenFile[]): Promise<void> {
  for (const {name, files: photos} of byClass(files)) {
    const {id} = classes.peek().find(one => one.name === name) ?? addClass(name);
    await addPhotos(id, photos);
  }
}

/** Adds photos to a class. Calls wait for one another. */
export function addPhotos(id: string, files: readonly GivenFile[]): Promise<void> {
  queue = queue.then(() => addNow(id, files)).catch(fail);
  return queue;
}

let queue = Promise.resolve();

async function addNow(id: string, files: readonly GivenFile[]): Promise<void> {
  const tell = (done: number) => {
    lesson.value = {state: 'adding', done, total: files.length};
  };
  tell(0);
  const options = {classId: id, files, base: base.peek()};
  const added = await askLab('photos', photos => photos.addExamples(options, proxy(untilEnd(tell))));
  const left = added.broken;
  const bad = new Set(left);
  change(id, one => ({...one, photos: [...one.photos, ...files.filter(({path}) => !bad.has(path))]}));
  broken.value = [...broken.peek(), ...left];
  lesson.value = {state: 'none'};
}

/** What is told on the way has a channel of its own, and may come after the end. */
function untilEnd<T>(tell: (told: T) => void): (told: T) => void {
  let last = lesson.peek();
  return told => {
    if (lesson.peek() !== last) return;
    tell(told);
    last = lesson.peek();
  };
}

function change(id: string, to: (one: TaughtClass) => TaughtClass): void {
  classes.value = classes.peek().map(one => (one.id === id ? to(one) : one));
}

/** Teaches the classes. */
export async function start(): Promise<void> {
  rounds.value = {of: 0, done: []};
  lesson.value = {state: 'reading', done: 0, total: 1};
  try {
    const photos = await openLab('photos');
    const named = classes.peek().map(({id, name}) => ({id, name: name.trim()}));
    const options = {base: base.peek(), mode: mode.peek(), classes: named};
    const taught = await photos.teach(options, proxy(follow()));
    broken.value = [...broken.peek(), ...taught.broken];
    lesson.value = {state: 'done', taught};
  } catch (error) {
    fail(error as Error);
  }
}

/** Ends the lesson early; it is tested as it is. */
export async function stop(): Promise<void> {
  await (await openLab('photos')).stopTeaching();
}

function follow(): (event: TeachEvent) => void {
  const progress = untilEnd<Exclude<TeachEvent, {type: 'epoch'}>>(({type, done, total}) => {
    lesson.value = {state: type === 'reading' ? 'reading' : 'learning', done, total};
  });
  return event => {
    if (event.type !== 'epoch') progress(event);
    else rounds.value = {of: event.epochs, done: [...rounds.peek().done, event]};
  };
}

function fail(error: Error): void {
  lesson.value = {state: 'failed', error};
}

// A new worker knows nothing of the photos, nor of the lesson that the old one gave.
onReplaced(async () => {
  const broke = ['reading', 'learning'].includes(lesson.peek().state);
  const all = classes.peek();
  classes.value = all.map(one => ({...one, photos: []}));
  for (const {id, photos} of all) if (photos.length > 0) await addPhotos(id, photos);
  if (broke) await start();
});
