import type {Output} from '../../output/output.js';
import type {Reporter} from '../reporters.js';
import {catsDogsNotebook} from './cats-dogs.js';
import {cifar10Notebook} from './cifar10.js';
import {fashionNotebook} from './fashion.js';
import {mnistNotebook} from './mnist.js';

/** What the lines of a notebook are made from, besides the events. */
export interface NotebookOptions {
  readonly output: Output;
  /** What computes, as notebooks write it: `cpu`, or the name of a GPU. */
  readonly device: string;
  /** Milliseconds. Default: the machine's clock. */
  readonly now?: () => number;
}

/** The reporters of the notebooks, in their order: the first is that of notebook 1. */
const NOTEBOOKS: readonly ((options: NotebookOptions) => Reporter)[] = [
  cifar10Notebook,
  cifar10Notebook,
  fashionNotebook,
  catsDogsNotebook,
  mnistNotebook,
];

/** Prints a training in the lines of a notebook, 1 to 5. */
export function notebookReporter(notebook: number, options: NotebookOptions): Reporter {
  return NOTEBOOKS[notebook - 1]!(options);
}
