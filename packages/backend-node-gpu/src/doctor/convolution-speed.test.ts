import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {tensorflow} from '../engine.js';
import {convolutionSpeed} from './convolution-speed.js';

test('the speed of the current engine is a number, and no tensor is left', async () => {
  await tensorflow();
  const before = tf.memory().numTensors;
  const speed = await convolutionSpeed({seconds: 0});
  expect(speed).toBeGreaterThan(0);
  expect(speed).toBeLessThan(1e6);
  expect(tf.memory().numTensors).toBe(before);
});
