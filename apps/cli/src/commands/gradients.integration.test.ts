import {readFile, writeFile} from 'node:fs/promises';
import {createModel, exportSafetensors} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';
import {startQuietEngine} from '../engine/choose.js';
import type {NetworkGradients} from '../gradients/measure.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

async function look(line: string): Promise<[NetworkGradients, ...NetworkGradients[]]> {
  const {stdout} = await residual(`gradients ${line} --engine wasm --json`);
  return JSON.parse(stdout).networks;
}

const firstOverLast = ({gradients}: NetworkGradients) => gradients[0]!.gradient / gradients.at(-1)!.gradient;

describe('without batch norm, on digits', () => {
  let networks: NetworkGradients[];
  beforeAll(async () => {
    networks = await look('cifar-resnet14 --set norm=false --set initializer=pytorch --batch 8');
  });

  // Seeds 0, 1, 2: 0.10, 0.15, 0.16 with shortcuts; 1.3e-5, 4e-6, 3e-6 without.
  test('the gradient reaches the first layer over shortcuts, and vanishes on its way in the plain twin', () => {
    const [withShortcuts, plain] = networks as [NetworkGradients, NetworkGradients];
    expect([withShortcuts.title, plain.title]).toEqual(['cifar-resnet14', 'plain cifar-resnet14']);
    expect(firstOverLast(withShortcuts)).toBeGreaterThan(0.03);
    expect(firstOverLast(plain)).toBeLessThan(1e-4);
  });

  test('every layer, parameter and block has its figures', () => {
    const [{gradients, parameters, layers, blocks, losses}, plain] = networks as [NetworkGradients, NetworkGradients];
    expect(losses).toEqual([expect.closeTo(Math.log(10), 0)]);
    expect(gradients.map(({name}) => name).slice(0, 3)).toEqual(['conv1', 'layer1.0.conv1', 'layer1.0.conv2']);
    expect(gradients).toHaveLength(14);
    expect(parameters.map(({name}) => name).slice(-2)).toEqual(['fc.weight', 'fc.bias']);
    expect(layers.find(({name}) => name === 'conv1.relu')).toMatchObject({min: 0, nonFinite: 0});
    expect(blocks.map(({name}) => name)).toEqual([1, 2, 3].flatMap(stage => [`layer${stage}.0`, `layer${stage}.1`]));
    for (const {ratio} of blocks) expect(ratio).toBeGreaterThan(0);
    expect(plain.blocks).toEqual([]);
  });
});

test('the text shows both networks, and what it concludes follows from the figures', async () => {
  const line = 'mnist-residual --batch 16 --steps 2 --seed 1 --lr 0.1';
  const {stdout} = await residual(`gradients ${line} --engine wasm --activations --out chart.svg`);
  const [first, plain] = await look(line);
  for (const part of [
    'mnist-residual',
    'mnist-plain',
    'mean of 2 steps of 16 images',
    'rblock2.conv1',
    'rblock1.add',
  ]) {
    expect(stdout).toContain(part);
  }
  for (const network of [first, plain!]) {
    expect(network.losses).toHaveLength(2);
    const times = Number((1 / firstOverLast(network)).toPrecision(2));
    expect(stdout).toContain(
      `In ${network.title}, the gradient of the first layer (conv1) is ${times} times shorter than that of the last (fc).`,
    );
  }
  const svg = await readFile(at('chart.svg'), 'utf8');
  for (const text of ['mnist-residual', 'mnist-plain', 'rblock1.conv2', 'fc']) expect(svg).toContain(`>${text}</text>`);
});

test('a network starts from the weights of a file', async () => {
  await startQuietEngine();
  const model = createModel('mnist-residual', {seed: 5});
  await writeFile(at('five.safetensors'), await exportSafetensors(model));
  const [network, ...others] = await look('mnist-residual --weights five.safetensors --batch 4');
  expect(others).toEqual([]);
  const norms = model.weights.map(weight => expect.closeTo(tf.norm(weight.read()).dataSync()[0]!, 4));
  expect(network.parameters.map(({weight}) => weight)).toEqual(norms);
});

test('a run shows its trained network, on its own data', async () => {
  await residual('train digits --engine wasm --data.take 1000 --epochs 1 --json');
  const [trained, ...others] = await look('--run digits --batch 32');
  const [untrained] = await look('mnist-residual --batch 32');
  expect([trained.title, others]).toEqual(['run digits', []]);
  expect(trained.losses[0]).toBeLessThan(untrained.losses[0]! / 2);
});

test('images that are too small are named, with the mend', async () => {
  const {code, stderr} = await residual('gradients cifar10-notebook --engine wasm --batch 2');
  expect(code).toBe(2);
  expect(stderr).toMatch(/at least 75x75.*\n.*--size 96/);
  const [network] = await look(
    'cifar10-notebook --set depths=[1,1] --set filters=[4,4] --set strides=[1,2] --size 75 --batch 2',
  );
  expect(network.blocks.map(({name}) => name)).toEqual(['layer1.0', 'layer2.0']);
});
