import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {conv} from '../../blocks/conv.js';
import {createModel} from '../../networks/registry.js';
import {resnet} from '../../networks/resnet.js';
import {
  buildPublished,
  type PublishedNetwork,
  publishedNetworks,
  publishedParameters,
} from '../../testing/published.js';
import {readReference} from '../../testing/reference.js';
import {loadParameters} from '../load-parameters.js';
import {parameterName} from '../parameter-name.js';
import {readParameters} from '../read-parameters.js';
import {detectNames} from './detect-names.js';
import {type NameFamily, nameMaps} from './families.js';
import {isCounter} from './wrapper.js';

beforeAll(() => tf.setBackend('cpu'));

/** What a notebook's network holds: its parameters and, of its batch norms, the statistics. */
function notebook(family: NameFamily, network: string, reference: string): Held {
  const {parameterShapes, runningStatsAfterStep1} = readReference(reference);
  const statistics = Object.keys(runningStatsAfterStep1).map(name => {
    return [name, parameterShapes[name.replace(/\w+$/, 'weight')]!] as const;
  });
  return {family, network, shapes: {...parameterShapes, ...Object.fromEntries(statistics)}};
}

type Held = Pick<PublishedNetwork, 'family' | 'network' | 'shapes'>;

const all: Held[] = [
  ...publishedNetworks(),
  notebook('torchvision', 'mnist-residual', 'seed-mnist'),
  notebook('notebook-cifar', 'cifar10-notebook', 'seed-cifar'),
  notebook('notebook-cifar', 'cifar10-notebook-inner-relu', 'seed-cifar-inner-relu'),
  notebook('notebook-fashion', 'fashion-notebook', 'seed-fashion'),
  notebook('notebook-cats-dogs', 'cats-dogs-notebook', 'seed-cat-dog'),
];

function prefixed<T>(prefix: string, tensors: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
}

describe.each(all)('$family: $network', ({family, shapes}) => {
  const names = Object.keys(shapes).filter(name => !isCounter(name));

  test.each(['', 'module.', 'model.', 'backbone.', 'state_dict.module.', '_orig_mod.'])(
    "is recognised behind '%s'",
    prefix => {
      expect(detectNames(Object.keys(prefixed(prefix, shapes)))).toBe(family);
    },
  );

  test('there and back is the identity', () => {
    const {toOurs, toPublished} = nameMaps[family];
    expect(names.map(name => toPublished(toOurs(name)!))).toEqual(names);
  });
});

/** The others are loaded, and run, in the tests that have TensorFlow. */
const small = ['mnist-residual', 'cifar-resnet20', 'cifar-resnet20-b', 'cifar-preact20'];

test.each(all.filter(({network}) => small.includes(network)))(
  '$family: $network loads, and is written as it was read',
  async held => {
    const model = buildPublished(held);
    const tensors = publishedParameters(held.shapes);
    const names = Object.keys(tensors);
    const {loaded, ...rest} = loadParameters(model, prefixed('module.', tensors));
    expect(loaded.sort()).toEqual(names.map(name => nameMaps[held.family].toOurs(name)!).sort());
    expect(rest).toEqual({names: held.family, missing: [], extra: [], misshapen: []});
    const written = await readParameters(model, {names: held.family});
    expect(Object.keys(written).sort()).toEqual(names.sort());
    for (const name of names) {
      expect(written[name]!.shape, name).toEqual(held.shapes[name]);
      expect(Buffer.from(written[name]!.data.buffer).equals(Buffer.from(tensors[name]!.data.buffer)), name).toBe(true);
    }
    model.dispose();
  },
);

test('kuangliu’s pre-activation network lacks the last norm of ours', () => {
  const {shapes} = all.find(({family}) => family === 'kuangliu-preact')!;
  const names = Object.keys(shapes).filter(name => !isCounter(name));
  const held = names.map(name => nameMaps['kuangliu-preact'].toOurs(name)!);
  const form = {
    block: 'basic',
    depths: [2, 2, 2, 2],
    filters: [2, 4, 8, 16],
    stem: 'small',
    preactivation: true,
  } as const;
  const ours = resnet(form).weights.map(weight => parameterName(weight.originalName));
  expect(ours.filter(name => !held.includes(name)).sort()).toEqual([
    'bn.bias',
    'bn.running_mean',
    'bn.running_var',
    'bn.weight',
  ]);
  expect(held.filter(name => !ours.includes(name))).toEqual([]);
});

test.each([[[]], [['encoder.weight', 'decoder.weight']], [['conv1.weight', 'fc.weight']]])('nobody’s are %j', names => {
  expect(detectNames(names)).toBeUndefined();
});

test('a network of one’s own keeps its names, though they look like another’s', async () => {
  const build = () => {
    const input = tfl.input({shape: [8, 8, 3]});
    const y = conv(conv(input, {filters: 4, name: 'block2.1.conv1'}), {filters: 4, name: 'model.last'});
    return tfl.model({inputs: input, outputs: y});
  };
  const written = await readParameters(build());
  expect(detectNames(Object.keys(written))).toBe('notebook-cifar');
  expect(loadParameters(build(), written).names).toBe('torchvision');
});

describe('names that cannot be', () => {
  const model = () => createModel('mnist-residual');

  test('a part that the family has not', async () => {
    await expect(readParameters(model(), {names: 'transformers'})).rejects.toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_WEIGHT',
        message: expect.stringMatching(/^rblock1\.conv1\.weight: .* names of transformers have no such part$/),
      }),
    );
  });

  test('a family that is not known', async () => {
    const refusal = expect.objectContaining({
      code: 'BAD_OPTION',
      message: "names: 'transformer' is not known: did you mean transformers?",
    });
    const names = 'transformer' as NameFamily;
    await expect(readParameters(model(), {names})).rejects.toThrow(refusal);
    expect(() => loadParameters(model(), {}, {names})).toThrow(refusal);
  });

  test('two tensors of one name', async () => {
    const tensors = await readParameters(model());
    expect(() => loadParameters(model(), {...tensors, 'module.fc.bias': tensors['fc.bias']!})).toThrow(
      '1 not in the model: module.fc.bias;',
    );
  });

  test('the message says by whose names they were read', () => {
    const tensors = publishedParameters({'resnet.encoder.stages.0.layers.0.layer.0.convolution.weight': [4, 4, 3, 3]});
    const cifar = createModel('cifar-resnet20');
    expect(() => loadParameters(cifar, tensors)).toThrow(
      /\(read by the names of transformers\): .*1 of the wrong form/,
    );
  });
});

test('with strict: false it loads what fits, and says what not', async () => {
  const tensors = await readParameters(createModel('cifar-resnet20', {seed: 1}));
  const model = createModel('cifar-resnet20', {seed: 2, classes: 4});
  const head = (await readParameters(model))['fc.weight']!.data;
  const {'bn1.bias': _, ...others} = tensors;
  const report = loadParameters(model, {...others, 'aux.weight': tensors['fc.weight']!}, {strict: false});
  expect(report).toMatchObject({
    missing: ['bn1.bias'],
    extra: ['aux.weight'],
    misshapen: [
      {name: 'fc.weight', problem: 'expected shape [4,64], got [10,64]'},
      {name: 'fc.bias', problem: 'expected shape [4], got [10]'},
    ],
  });
  expect(report.loaded).toHaveLength(Object.keys(tensors).length - 3);
  const now = await readParameters(model);
  expect(now['layer3.2.conv2.weight']).toEqual(tensors['layer3.2.conv2.weight']);
  expect(now['fc.weight']!.data).toEqual(head);
});
