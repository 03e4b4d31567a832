import '@tensorflow/tfjs-backend-cpu';
import {readFileSync} from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {conv} from '../../blocks/conv.js';
import {createModel, listModels} from '../../networks/registry.js';
import {resnet} from '../../networks/resnet.js';
import {readReference} from '../../testing/reference.js';
import {loadParameters} from '../load-parameters.js';
import {readParameters} from '../read-parameters.js';
import {detectNames} from './detect-names.js';
import {type NameFamily, nameMaps} from './families.js';
import {isCounter} from './wrapper.js';

beforeAll(() => tf.setBackend('cpu'));

type Shapes = Record<string, number[]>;

/** What the state dictionaries of a published source hold, by the name of our network (testing/published-names). */
function published(source: string): Record<string, Shapes> {
  const file = new URL(`../../testing/published-names/${source}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What a notebook's network holds: its parameters and, of its batch norms, the statistics. */
function notebook(reference: string): Shapes {
  const {parameterShapes, runningStatsAfterStep1} = readReference(reference);
  const statistics = Object.keys(runningStatsAfterStep1).map(name => {
    return [name, parameterShapes[name.replace(/\w+$/, 'weight')]!] as const;
  });
  return {...parameterShapes, ...Object.fromEntries(statistics)};
}

const files: [family: NameFamily, network: string, shapes: Shapes][] = [
  ...sources('torchvision', 'torchvision'),
  ...sources('torchvision', 'timm'),
  ...sources('torchvision', 'chenyaofo'),
  ...sources('timm-resnetv2', 'timm-resnetv2'),
  ...sources('transformers', 'transformers'),
  ...sources('kuangliu', 'akamaster'),
  ...sources('kuangliu', 'kuangliu'),
  ...sources('bearpaw-preact', 'bearpaw-preact'),
  ['torchvision', 'mnist-residual', notebook('seed-mnist')],
  ['notebook-cifar', 'cifar10-notebook', notebook('seed-cifar')],
  ['notebook-cifar', 'cifar10-notebook-inner-relu', notebook('seed-cifar-inner-relu')],
  ['notebook-fashion', 'fashion-notebook', notebook('seed-fashion')],
  ['notebook-cats-dogs', 'cats-dogs-notebook', notebook('seed-cat-dog')],
];

function sources(family: NameFamily, source: string): [NameFamily, string, Shapes][] {
  return Object.entries(published(source)).map(([network, shapes]) => [family, network, shapes]);
}

/** The networks' own numbers of classes are those of the files; images only have to be large enough. */
function build(network: string, shapes: Shapes): tfl.LayersModel {
  const head = Object.keys(shapes).findLast(name => name.endsWith('.weight'))!;
  const {inputShape} = listModels().find(({name}) => name === network)!;
  const side = Math.min(inputShape[0], 64);
  const images = network.includes('notebook') ? inputShape : ([side, side, inputShape[2]] as const);
  return createModel(network, {classes: shapes[head]![0]!, inputShape: images});
}

/** A tensor of each shape, no two values of one alike that could be mistaken. */
function filled(shapes: Shapes): Record<string, {shape: number[]; data: Float32Array}> {
  const tensors = Object.entries(shapes).map(([name, shape]) => {
    const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
    for (let i = 0; i < data.length; i++) data[i] = i + name.length;
    return [name, {shape, data}] as const;
  });
  return Object.fromEntries(tensors);
}

function prefixed<T>(prefix: string, tensors: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
}

describe.each(files)('%s: %s', (family, network, shapes) => {
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

  test('loads into our network, and is written as it was read', async () => {
    const model = build(network, shapes);
    const tensors = filled(shapes);
    const report = loadParameters(model, prefixed('module.', tensors));
    const loaded = names.map(name => nameMaps[family].toOurs(name)!);
    expect({...report, loaded: report.loaded.sort()}).toEqual({
      names: family,
      loaded: loaded.sort(),
      missing: [],
      extra: [],
      misshapen: [],
    });
    const written = await readParameters(model, {names: family});
    expect(Object.keys(written).sort()).toEqual(names.sort());
    for (const name of names) {
      expect(written[name]!.shape, name).toEqual(shapes[name]);
      expect(Buffer.from(written[name]!.data.buffer).equals(Buffer.from(tensors[name]!.data.buffer)), name).toBe(true);
    }
    model.dispose();
  });
});

test('kuangliu’s pre-activation network is recognised, and lacks the last norm of ours', () => {
  const shapes = published('kuangliu-preact')['resnet18-small-v2']!;
  expect(detectNames(Object.keys(shapes))).toBe('kuangliu-preact');
  const model = resnet(
    {block: 'basic', depths: [2, 2, 2, 2], stem: 'small', preactivation: true},
    {inputShape: [32, 32, 3], classes: 10},
  );
  const {missing, extra, misshapen} = loadParameters(model, filled(shapes), {strict: false});
  expect(missing.sort()).toEqual(['bn.bias', 'bn.running_mean', 'bn.running_var', 'bn.weight']);
  expect([extra, misshapen]).toEqual([[], []]);
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
    const tensors = filled({'resnet.encoder.stages.0.layers.0.layer.0.convolution.weight': [4, 4, 3, 3]});
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
