import {readFileSync, realpathSync} from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {tensorflow} from '../engine.js';
import {releasePages} from './resident-memory.js';

/** Kilobytes of a file's code that are in memory. */
function residentCode(path: string): number {
  const entries = readFileSync('/proc/self/smaps', 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  const code = entries.filter(entry => / r-xp /.test(entry) && entry.split('\n')[0]!.endsWith(path));
  return code.reduce((sum, entry) => sum + Number(entry.match(/^Rss: +(\d+)/m)![1]), 0);
}

test.runIf(process.platform === 'linux')('pages of TensorFlow go, and come back when it computes', async () => {
  const {library} = await tensorflow();
  const path = realpathSync(library);
  const product = () => tf.tidy(() => tf.matMul(tf.ones([8, 8]), tf.ones([8, 8])).dataSync()[0]);
  expect(product()).toBe(8);
  const before = residentCode(path);
  releasePages(library);
  expect(residentCode(path)).toBeLessThan(before / 4);
  expect(product()).toBe(8);
  expect(residentCode(path)).toBeGreaterThan(0);
});
