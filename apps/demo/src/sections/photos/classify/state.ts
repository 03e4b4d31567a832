import {effect, type Signal, signal} from '@preact/signals';
import {onReplaced, openLab} from '../../../lab/lab.js';
import {isPhoto} from '../files/by-class.js';
import {chosen, openFiles} from '../networks/state.js';
import type {Answer} from '../worker/classify.js';
import type {GivenFile} from '../worker/model-files.js';

/** The photo that is looked at. */
export interface ShownPhoto {
  readonly name: string;
  readonly blob: Blob;
  /** Of the photo, for an element that shows it. */
  readonly url: string;
}

/** Where the question stands. */
export type Question =
  | {readonly state: 'none' | 'asking'}
  | {readonly state: 'answered'; readonly answer: Answer}
  | {readonly state: 'failed'; readonly error: Error};

export const photo: Signal<ShownPhoto | undefined> = signal(undefined);
export const question: Signal<Question> = signal({state: 'none'});

let asked = 0;

/** Asks the chosen network about the photo, and what speaks for a class where one is given. */
export async function ask(classIndex?: number): Promise<void> {
  const [shown, network] = [photo.peek(), chosen.peek()];
  if (!shown) return;
  const number = ++asked;
  const tell = (next: Question) => {
    if (number === asked) question.value = next;
  };
  // A second look at the same photo leaves the first answer there meanwhile.
  if (classIndex === undefined) tell({state: 'asking'});
  try {
    const photos = await openLab('photos');
    tell({state: 'answered', answer: await photos.classify(shown.blob, {network, classIndex})});
  } catch (error) {
    tell({state: 'failed', error: error as Error});
  }
}

/** Shows a photo and asks about it. */
export function show(blob: Blob, name: string): void {
  if (photo.value) URL.revokeObjectURL(photo.value.url);
  photo.value = {blob, name, url: URL.createObjectURL(blob)};
  void ask();
}

/** Takes what was dropped or chosen: a photo, or the files of a network. */
export async function take(files: readonly GivenFile[]): Promise<void> {
  const given = files.find(isPhoto);
  if (given) return show(given.blob, given.path.split('/').at(-1)!);
  const number = ++asked;
  try {
    await openFiles(files);
    if (number === asked && question.peek().state === 'failed') question.value = {state: 'none'};
  } catch (error) {
    question.value = {state: 'failed', error: error as Error};
  }
}

let last: string | undefined;
effect(() => {
  const id = chosen.value;
  if (last !== undefined && last !== id) void ask();
  last = id;
});
onReplaced(() => {
  if (question.peek().state === 'asking') void ask();
});
