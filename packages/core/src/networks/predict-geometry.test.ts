import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import {CoreError} from '../errors.js';
import {decodeSafetensors} from '../safetensors/decode.js';
import {encodeSafetensors} from '../safetensors/encode.js';
import {summarize} from '../summary/summarize.js';
import {type RandomNetwork, randomNetwork} from '../testing/random-network.js';
import {loadParameters} from '../weights/load-parameters.js';
import {readParameters} from '../weights/read-parameters.js';
import {predictGeometry} from './predict-geometry.js';
import {resnet} from './resnet.js';

beforeAll(() => tf.setBackend('cpu'));

/** The error's code, or nothing. */
function refusal(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

const predicted = ({config, ...options}: RandomNetwork) => refusal(() => predictGeometry(config, options));

const fits = (network: RandomNetwork) => predicted(network) === undefined;

/** Whether the size alone is at fault: a larger image fits. */
const isTooSmall = (network: RandomNetwork) =>
  predicted(network) === 'INPUT_TOO_SMALL' && fits({...network, inputShape: [200, 200, 1]});

describe('for random networks', () => {
  test('predicted shapes, parameters and multiply-adds are those of the built network', () => {
    const check = ({config, ...options}: RandomNetwork) => {
      const predicted = predictGeometry(config, options);
      const model = resnet(config, options);
      const built = summarize(model);
      expect([built.parameters, built.multiplyAdds]).toEqual([predicted.parameters, predicted.multiplyAdds]);
      expect(model.outputs[0]!.shape.slice(1)).toEqual(predicted.outputShape);
      const layers = new Map(built.layers.map(layer => [layer.name, layer]));
      for (const {name, outputShape, parameters, multiplyAdds} of predicted.layers) {
        expect({name, ...layers.get(name)}).toMatchObject({name, outputShape, parameters, multiplyAdds});
      }
      const counted = built.layers.filter(layer => layer.parameters > 0).map(({name}) => name);
      const names = new Set(predicted.layers.map(({name}) => name));
      expect(counted.filter(name => !names.has(name))).toEqual([]);
      model.dispose();
    };
    fc.assert(fc.property(randomNetwork.filter(fits), check), {numRuns: 60});
  });

  test('what is predicted to be too small cannot be built, and the message says what can', () => {
    const smaller = randomNetwork.map(network => ({...network, inputShape: [9, 9, 1] as [number, number, number]}));
    const check = ({config, ...options}: RandomNetwork) => {
      const build = () => resnet(config, options);
      expect(build).toThrow(expect.objectContaining({code: 'INPUT_TOO_SMALL'}));
      expect(build).toThrow(/at least (\d+)x\1 for this one/);
      const size = Number(/at least (\d+)x\d+ for this one/.exec(messageOf(build))![1]);
      const predict = (size: number) => () => predictGeometry(config, {inputShape: [size, size, 1]});
      expect([refusal(predict(size)), refusal(predict(size - 1))]).toEqual([undefined, 'INPUT_TOO_SMALL']);
    };
    fc.assert(fc.property(smaller.filter(isTooSmall), check), {numRuns: 20});
  });

  test('saving and loading the weights is the identity', async () => {
    const check = async ({config, ...options}: RandomNetwork) => {
      const [saved, loaded] = [resnet(config, {...options, seed: 1}), resnet(config, {...options, seed: 2})];
      const parameters = await readParameters(saved);
      const {tensors} = decodeSafetensors(encodeSafetensors(parameters));
      loadParameters(loaded, tensors);
      expect(await readParameters(loaded)).toEqual(parameters);
      saved.dispose();
      loaded.dispose();
    };
    await fc.assert(fc.asyncProperty(randomNetwork.filter(fits), check), {numRuns: 15});
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error');
}

test.each([
  ['the notebook’s average of 3x3 wants 3x3 at the end', {averagePool: 3}, [40, 40, 3], /^avgpool: .* got 2x2/],
  ['an unpadded stem', {stem: {kernelSize: 7, stride: 2, padding: 0}}, [6, 6, 3], /^conv1: .* 7x7/],
] as const)('too small: %s', (_, changes, inputShape, message) => {
  const config = {block: 'basic', depths: [1, 1, 1, 1], filters: [8, 8, 8, 8], ...changes} as const;
  expect(() => resnet(config, {inputShape: [...inputShape]})).toThrow(message);
});
