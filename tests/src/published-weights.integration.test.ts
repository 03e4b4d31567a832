import {execFile} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, decodeSafetensors, loadParameters} from '@residual/core';
import {collate, IMAGENET, normalize} from '@residual/data';
import {cifar10} from '@residual/data/node';
import {type Compile, eager} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {relativeDifference} from '../../packages/core/src/testing/measure.js';

const cli = createRequire(import.meta.url)
  .resolve('@residual/cli/package.json')
  .replace('package.json', 'dist/main.js');

/** A folder with CIFAR-10 and `weights`, networks that others have trained in PyTorch, if this machine has one. */
const folders = [process.env.RESIDUAL_DATA_DIR, fileURLToPath(new URL('../../../shared/data', import.meta.url))];
const found = folders.find(one => one && existsSync(`${one}/weights`) && existsSync(`${one}/cifar-10-batches-bin`));
const folder = found ?? '';

/** Right answers among the first 1,000 test images. */
const networks = [
  {file: 'resnet20', network: 'cifar-resnet20', correct: 915},
  {file: 'resnet56', network: 'cifar-resnet56', correct: 926},
];

const engines: [name: string, open: () => Promise<Compile>, networks: typeof networks][] = [
  ['TensorFlow, eager', () => tensorflow().then(() => eager), networks],
  ['TensorFlow, compiled', async () => (await tensorflow()).compile, networks],
  ['WASM', () => wasm().then(() => eager), networks.slice(0, 1)],
];

/** Logits of the first 100 test images, row by row. */
async function logitsOf({file, network}: (typeof networks)[number], compile: Compile): Promise<Float32Array> {
  const model = createModel(network);
  loadParameters(model, decodeSafetensors(readFileSync(`${folder}/weights/${file}.safetensors`)).tensors);
  const images = (await cifar10({dir: folder, train: false})).map(normalize(IMAGENET));
  const {x, shape} = collate(await Promise.all(Array.from({length: 100}, (_, i) => images.get(i))));
  const variables = model.weights.map(weight => weight.read() as tf.Variable);
  const forward = compile(input => [model.apply(input!, {training: false}) as tf.Tensor], {variables});
  const pixels = tf.tensor(x, shape, 'float32');
  const [logits] = await forward.run(pixels);
  const values = (await logits!.data()) as Float32Array;
  tf.dispose([pixels, logits!]);
  forward.dispose();
  model.dispose();
  return values;
}

describe.skipIf(!found)('networks that PyTorch has trained on CIFAR-10', () => {
  describe.each(engines)('on %s', (_, open, few) => {
    test.each(few)('$network gives the logits that PyTorch gave', async one => {
      const bytes = readFileSync(`${folder}/weights/${one.file}.logits_test0-99_f32_100x10.bin`);
      const expected = new Float32Array(new Uint8Array(bytes).buffer);
      expect(expected).toHaveLength(1_000);
      const logits = await logitsOf(one, await open());
      expect(relativeDifference([...logits], [...expected])).toBeLessThan(1e-4);
    });
  });

  test.each(networks)('residual eval: $network is right on $correct of 1,000', async ({file, network, correct}) => {
    const settings = ['--weights', `${folder}/weights/${file}.safetensors`, '--model', network];
    const normalised = ['--normalize', 'imagenet', '--take', '1000'];
    const place = ['--data-dir', folder, '--engine', 'tensorflow', '--json'];
    const {stdout} = await promisify(execFile)(process.execPath, [cli, 'eval', ...settings, ...normalised, ...place]);
    expect(JSON.parse(stdout)).toMatchObject({
      data: 'cifar10',
      part: 'test',
      available: 10_000,
      samples: 1_000,
      correct,
    });
  });
});
