import {type Batch, collate, type Dataset, decodeDigits, MNIST_NOTEBOOK, normalize} from '@residual/data';
import url from '@residual/data/assets/digits.bin?url';
import type {Digit} from '../training/report.js';

/** The sample of MNIST, ready for the network. */
export interface Digits {
  readonly train: Dataset;
  readonly test: Dataset;
  /** A few test digits to look at, and the same for the network. */
  readonly shown: readonly Digit[];
  readonly shownBatch: Batch;
}

/** Number of test digits to look at, evenly over the classes. */
const SHOWN = 20;

let loading: Promise<Digits> | undefined;

/** The digits that come with the site, fetched once. */
export function digits(): Promise<Digits> {
  loading ??= fetchDigits().catch(error => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchDigits(): Promise<Digits> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`Expected the digits at ${response.url}, got status ${response.status}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return prepare(await decodeDigits(bytes, {train: true}), await decodeDigits(bytes, {train: false}));
}

/** Makes digits ready for the network. */
export async function prepare(train: Dataset, test: Dataset): Promise<Digits> {
  const normalized = normalize(MNIST_NOTEBOOK);
  const picked = test.stratified(SHOWN, 5);
  const samples = (data: Dataset) => Promise.all(Array.from({length: data.length}, (_, i) => data.get(i)));
  return {
    train: train.map(normalized),
    test: test.map(normalized),
    shown: (await samples(picked)).map(({data, label}) => ({pixels: Uint8Array.from(data), label})),
    shownBatch: collate(await samples(picked.map(normalized))),
  };
}
