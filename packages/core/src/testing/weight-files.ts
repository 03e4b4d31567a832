import {readFileSync} from 'node:fs';

/** A tensor as Python reads it: values in row-major order, 64-bit integers as texts. */
export interface ExpectedTensor {
  dtype: string;
  shape: number[];
  values: (number | string)[];
}

/** A file that PyTorch or NumPy has written (`files/generate.py`). */
export function readWeightFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(weightFile(name)));
}

/** Where a file that PyTorch or NumPy has written lies. */
export function weightFile(name: string): URL {
  return new URL(`./files/${name}`, import.meta.url);
}

/** What PyTorch or NumPy read from their files, by the file's name. */
export function expectedTensors(): Record<string, Record<string, ExpectedTensor>> {
  type Content = Record<string, ExpectedTensor> | string;
  const all: Record<string, Content> = JSON.parse(readFileSync(weightFile('expected.json'), 'utf8'));
  const resolve = (content: Content): Record<string, ExpectedTensor> =>
    typeof content === 'string' ? resolve(all[content]!) : content;
  return Object.fromEntries(Object.entries(all).map(([name, content]) => [name, resolve(content)]));
}
