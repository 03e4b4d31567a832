// What the tests of engines do in a page.
import {pickEngine} from '@residual/backend-web';
import {decodeCheckpoint, memoryCheckpoints} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {course, run} from './course.mjs';

export {course};

const pick = options => pickEngine({...options, paths: '/'});

/** Picks, and says what came of it. */
export async function picked(options) {
  const {engine, tried} = await pick(options);
  const {name, devices, software} = engine;
  return {name, devices, software, current: tf.getBackend(), tried};
}

/**
 * Trains on one engine whose GPU is lost on the way, and goes on on the next from the last checkpoint.
 *
 * @param {{engine: 'webgl' | 'webgpu', losesAt: number}} options
 */
export async function survive({engine: name, losesAt}) {
  const {engine} = await pick({engines: [name]});
  const checkpoints = memoryCheckpoints();
  const losses = new Map();
  let code;
  try {
    for await (const {step, loss} of run({checkpoints})) {
      losses.set(step, loss);
      if (step === losesAt) lose(name);
    }
  } catch (error) {
    code = error.code;
  }
  const reason = await engine.lost;
  const before = losses.size;
  const next = await pick({engines: [name, 'wasm'], softwareGpu: true});
  const resume = decodeCheckpoint(await checkpoints.load('last'));
  for await (const {step, loss} of run({checkpoints, resume})) losses.set(step, loss);
  return {code, reason, before, resumedAt: resume.state.step, tried: next.tried, losses: [...losses.values()]};
}

function lose(name) {
  const backend = tf.backend();
  if (name === 'webgpu') backend.device.destroy();
  else backend.gpgpu.gl.getExtension('WEBGL_lose_context').loseContext();
}

/** The same run on WASM, without a break. */
export async function unbroken() {
  await pick({engines: ['wasm']});
  const losses = [];
  for await (const {loss} of run({})) losses.push(loss);
  return losses;
}
