import {type Batch, collate, type Dataset, decodeDigits, MNIST_NOTEBOOK, normalize} from '@residual/data';
import url from '@residual/data/assets/digits.bin?url';
import type {Digit} from './protocol.js';

/** The sample of MNIST, ready for the network. */
export interface Digits {
  train: Dataset;
  test: Dataset;
  /** A few test digits to look at, and the same for the network. */
  shown: Digit[];
  shownBatch: Batch;
}

/** Fetches the digits that come with the site. `shown` of the test digits are picked, evenly over the classes. */
export async function loadDigits({shown}: {shown: number}): Promise<Digits> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`Expected the digits at ${response.url}, got status ${response.status}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [train, test] = await Promise.all([decodeDigits(bytes, {train: true}), decodeDigits(bytes, {train: false})]);
  const picked = test.stratified(shown, 5);
  const samples = (data: Dataset) => Promise.all(Array.from({length: data.length}, (_, i) => data.get(i)));
  const normalized = normalize(MNIST_NOTEBOOK);
  return {
    train: train.map(normalized),
    test: test.map(normalized),
    shown: (await samples(picked)).map(({data, label}) => ({pixels: Uint8Array.from(data), label})),
    shownBatch: collate(await samples(picked.map(normalized))),
  };
}
