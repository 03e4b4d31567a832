import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {CoreError} from '../errors.js';
import {createModel} from '../networks/registry.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

const {layers} = tfl;

test('a Sequential is one stage', () => {
  const model = tfl.sequential({
    layers: [
      layers.conv2d({inputShape: [20, 10, 3], filters: 8, kernelSize: [5, 3], strides: [2, 1], padding: 'same'}),
      layers.depthwiseConv2d({kernelSize: 3}),
      layers.separableConv2d({filters: 4, kernelSize: 3, dilationRate: 2}),
      layers.globalMaxPooling2d({}),
      layers.dense({units: 2}),
    ],
  });
  const {stages, layers: lines, parameters, multiplyAdds} = summarize(model);
  expect(stages.map(({name, blocks}) => [name, blocks])).toEqual([['network', []]]);
  expect(parameters).toBe(model.countParams());
  expect(lines.map(({outputShape}) => outputShape)).toEqual([[20, 10, 3], [10, 10, 8], [8, 8, 8], [4, 4, 4], [4], [2]]);
  expect(multiplyAdds).toBe(10 * 10 * 15 * 3 * 8 + 8 * 8 * 9 * 8 + 4 * 4 * (9 * 8 + 8 * 4) + 4 * 2);
  expect(lines.map(({kernel}) => kernel?.groups)).toEqual([undefined, 1, 8, 1, undefined, undefined]);
  expect(lines.map(({receptiveField}) => receptiveField?.size)).toEqual([
    [1, 1],
    [5, 3],
    [9, 5],
    [17, 9],
    [23, 12],
    [23, 12],
  ]);
});

test('a nested model is opened, and its stages are found', () => {
  const base = createModel('cifar-resnet20-b');
  const input = tfl.input({shape: [32, 32, 3]});
  const output = layers.dense({units: 3, name: 'fc2'}).apply(base.apply(input)) as tfl.SymbolicTensor;
  const summary = summarize(tfl.model({inputs: input, outputs: output}));
  const own = summarize(base);
  expect(summary.parameters).toBe(own.parameters + 10 * 3 + 3);
  expect(summary.stages.map(({name}) => name)).toEqual(['stem', 'layer1', 'layer2', 'layer3', 'head']);
  expect(summary.layers.map(({name}) => name)).toContain(`${base.name}/layer1.0.conv1`);
  expect(summary.stages[1]!.blocks.map(({shortcut}) => shortcut)).toEqual(['identity', 'identity', 'identity']);
});

test('a layer that is used twice computes twice, and has its parameters once', () => {
  const input = tfl.input({shape: [8, 8, 2]});
  const shared = layers.conv2d({filters: 2, kernelSize: 3, padding: 'same', useBias: false});
  const output = shared.apply(shared.apply(input)) as tfl.SymbolicTensor;
  const summary = summarize(tfl.model({inputs: input, outputs: output}));
  expect(summary).toMatchObject({parameters: 36, multiplyAdds: 2 * 64 * 36});
  expect(summary.layers.at(-1)!.receptiveField!.size).toEqual([5, 5]);
});

test('behind a layer without a rule, no receptive field is claimed', () => {
  const input = tfl.input({shape: [8, 8, 2]});
  const larger = layers.upSampling2d({}).apply(input);
  const output = layers.conv2d({filters: 2, kernelSize: 3}).apply(larger) as tfl.SymbolicTensor;
  const [first, second, third] = summarize(tfl.model({inputs: input, outputs: output})).layers;
  expect(first!.receptiveField).toBeDefined();
  expect([second!.receptiveField, third!.receptiveField]).toEqual([undefined, undefined]);
});

test('a size that is left open is an error that names the layer', () => {
  const input = tfl.input({shape: [null, null, 3], name: 'photos'});
  const output = layers.conv2d({filters: 2, kernelSize: 3}).apply(input) as tfl.SymbolicTensor;
  const model = tfl.model({inputs: input, outputs: output});
  expect(() => summarize(model)).toThrow(CoreError);
  expect(() => summarize(model)).toThrow('photos: expected a layer of known size, got ?x?x3');
});
