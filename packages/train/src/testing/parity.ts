import {readFileSync} from 'node:fs';

type Name = 'losses' | 'metrics' | 'more-losses' | 'more-optimizers' | 'optimizers' | 'schedules' | 'sgd';

/** Figures computed with PyTorch (`metrics`: scikit-learn); see each file. */
export function parity<T>(name: Name): T {
  return JSON.parse(readFileSync(new URL(`./parity/${name}.json`, import.meta.url), 'utf8')) as T;
}
