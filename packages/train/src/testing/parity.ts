import {readFileSync} from 'node:fs';

/** Figures computed with PyTorch; see each file. */
export function parity<T>(name: 'losses' | 'optimizers' | 'schedules' | 'sgd'): T {
  return JSON.parse(readFileSync(new URL(`./parity/${name}.json`, import.meta.url), 'utf8')) as T;
}
