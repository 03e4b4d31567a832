import {exportTfjs} from '@residual/core';
import {confusionMatrix, evaluate, fit, type Metric, softmax} from '@residual/train';
import type {ModelFiles} from '../../../storage/models.js';
import type {BundledId} from '../networks/bundled.js';
import {type Example, examplesOf, lookAt} from './examples.js';
import {holdOut} from './hold-out.js';
import type {Lesson, Pupils} from './lesson.js';
import {headLesson} from './lesson-head.js';
import {wholeLesson} from './lesson-whole.js';
import {modelFilesOf} from './model-files.js';
import {fitted} from './prepare.js';
import {Problem} from './problem.js';
import {readPhoto} from './read-photo.js';
import {openBase, type TeachBase} from './teach-base.js';

/** What is taught. */
export interface TeachOptions {
  readonly base: BundledId;
  /** `head`: a new last layer; `whole`: all of the network. */
  readonly mode: TeachMode;
  /** The classes that there are photos of. */
  readonly classes: readonly {readonly id: string; readonly name: string}[];
}

export type TeachMode = 'head' | 'whole';

/** What a lesson tells as it goes on. */
export type TeachEvent =
  | {readonly type: 'reading'; readonly done: number; readonly total: number}
  | {readonly type: 'step'; readonly done: number; readonly total: number}
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly epochs: number;
      readonly train: Figures;
      readonly test: Figures;
    };

/** Of all photos of a part. */
export interface Figures {
  readonly loss: number;
  readonly accuracy: number;
}

/** What came of a lesson. */
export interface Taught {
  readonly classes: readonly string[];
  /** How many photos were held out, and how many of them were told rightly. */
  readonly tested: number;
  readonly correct: number;
  /** Of the photos held out, `[class][answer]`. */
  readonly matrix: readonly (readonly number[])[];
  readonly mistakes: readonly Mistake[];
  /** Paths of photos that could not be read any more. */
  readonly broken: readonly string[];
}

/** A photo held out that was taken for something else. */
export interface Mistake {
  readonly path: string;
  readonly photo: Blob;
  readonly label: number;
  readonly answer: number;
  /** The probability of the answer. */
  readonly score: number;
}

/** Share of the photos that is held out. */
const HELD_OUT = 0.2;
const SEED = 1;
/** Milliseconds between two tellings of the step, so that the page is not flooded. */
const TELL_EVERY = 100;

let running: AbortController | undefined;

/** What was taught last, with its accuracy, for who wants to keep it. */
export let lastTaught:
  | {readonly classes: readonly string[]; readonly accuracy: number; readonly files: ModelFiles}
  | undefined;

/** Ends the lesson after the step in hand; it is tested as it is then. */
export function stopTeaching(): void {
  running?.abort();
}

/** Teaches a network the classes of the photos that were added, and tests it with a fifth of them. */
export async function teach(
  {base: id, mode, classes}: TeachOptions,
  onEvent: (event: TeachEvent) => void,
): Promise<Taught> {
  running = new AbortController();
  const {signal} = running;
  const base = await openBase(id);
  const photos = classes.flatMap((one, label) => examplesOf(one.id).map(example => ({example, label})));
  const {values, read, broken} = await readAll(photos, {base, mode, onEvent});
  const labels = read.map(({label}) => label);
  const names = classes.map(({name}) => name);
  const parts = holdOut(labels, {share: HELD_OUT, seed: SEED});
  const pupils: Pupils = {classes: names, labels, parts, base, seed: SEED};
  const lesson = values instanceof Float32Array ? headLesson(pupils, values) : wholeLesson(pupils, values);
  const answers = answersOf(names.length);
  const confusion = confusionMatrix(names.length);
  try {
    await learn(lesson, {signal, onEvent});
    await evaluate({model: lesson.fit.model, data: lesson.test.batch(64), metrics: [answers, confusion]});
  } catch (error) {
    lesson.dispose();
    throw error;
  }
  const taught = answers.value();
  const correct = taught.filter(({answer}, i) => answer === labels[parts.test[i]!]).length;
  await keep(lesson, {base, classes: names, accuracy: correct / taught.length});
  const mistakes = taught.flatMap((told, i) => {
    const {example, label} = read[parts.test[i]!]!;
    return told.answer === label ? [] : [{path: example.path, photo: example.photo, label, ...told}];
  });
  return {classes: names, tested: taught.length, correct, matrix: confusion.value(), mistakes, broken};
}

interface Labelled {
  readonly example: Example;
  readonly label: number;
}

/** What the lesson needs of each photo, in one array: features, or the pixels of the base's size. */
async function readAll(
  photos: readonly Labelled[],
  {base, mode, onEvent}: {base: TeachBase; mode: TeachMode; onEvent: (event: TeachEvent) => void},
): Promise<{values: Float32Array | Uint8Array; read: Labelled[]; broken: string[]}> {
  const size = mode === 'head' ? base.channels : base.inputShape.reduce((product, length) => product * length, 1);
  const values = new (mode === 'head' ? Float32Array : Uint8Array)(photos.length * size);
  const read: Labelled[] = [];
  const broken: string[] = [];
  for (const [i, photo] of photos.entries()) {
    const {example} = photo;
    try {
      const own = mode === 'head' ? await lookAt(example, base) : fitted(await readPhoto(example.photo), base).data;
      values.set(own, read.length * size);
      read.push(photo);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      broken.push(example.path);
    }
    onEvent({type: 'reading', done: i + 1, total: photos.length});
  }
  return {values: values.subarray(0, read.length * size), read, broken};
}

async function learn(
  {fit: options, test}: Lesson,
  {signal, onEvent}: {signal: AbortSignal; onEvent: (event: TeachEvent) => void},
): Promise<void> {
  const {epochs} = options;
  const total = epochs * options.train.length;
  let told = 0;
  for await (const event of fit({...options, valid: test.batch(64), seed: SEED, signal})) {
    if (event.type === 'epoch') {
      onEvent({type: 'epoch', epoch: event.epoch, epochs, train: event.train, test: event.valid!});
    } else if (event.type === 'step' && performance.now() - told > TELL_EVERY) {
      told = performance.now();
      onEvent({type: 'step', done: event.step + 1, total});
    }
  }
}

async function keep(
  lesson: Lesson,
  {base, classes, accuracy}: {base: TeachBase; classes: readonly string[]; accuracy: number},
): Promise<void> {
  const network = await lesson.finish();
  const {normalize, fit: mode} = base;
  const exported = await exportTfjs(network, {metadata: {classes, normalize, fit: mode}});
  network.dispose();
  const json = JSON.parse(new TextDecoder().decode(exported['model.json']));
  const files = await modelFilesOf(json, name => exported[name]!.slice().buffer);
  lastTaught = {classes, accuracy, files};
}

/** The answer to each sample and its probability, in the order in which they come. */
function answersOf(classes: number): Metric<{answer: number; score: number}[]> {
  const answers: {answer: number; score: number}[] = [];
  return {
    add(logits) {
      for (let at = 0; at < logits.length; at += classes) {
        const scores = softmax(logits.subarray(at, at + classes));
        const score = Math.max(...scores);
        answers.push({answer: scores.indexOf(score), score});
      }
    },
    value: () => answers,
  };
}
