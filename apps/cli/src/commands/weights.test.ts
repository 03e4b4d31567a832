import {readdir} from 'node:fs/promises';
import {modelInfo} from '@residual/core';
import {listWeights} from '@residual/data/node';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {residualHere, useWorkplace} from '../testing/residual.js';

const {at} = useWorkplace();

test.each(listWeights())('$name belongs to a network that there is', ({model, input, dataset}) => {
  const info = modelInfo(model);
  expect(info.inputShape[2]).toBe(input.mean.length);
  expect(info.classes === 1000).toBe(dataset === 'ImageNet-1K');
});

describe('residual weights', () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([[['weights']], [['weights', 'list']]])('%j lists them, as text or JSON', async argv => {
    const [text, json] = await Promise.all([residualHere(argv), residualHere([...argv, '--json'])]);
    expect(text).toMatchObject({code: 0, stderr: ''});
    expect(text.stdout).toMatch(/^resnet50\/torchvision-v2 +ImageNet-1K +80\.86 % +224 x 224 +103 MB +BSD-3-Clause/m);
    expect(JSON.parse(json.stdout)).toEqual(listWeights());
  });

  test.each([
    ['resnet50', 'Of this network there are: resnet50/torchvision-v1, resnet50/torchvision-v2.'],
    ['resnt50/torchvision-v2', 'Did you mean resnet50/torchvision-v2? See: residual weights.'],
    ['bert', 'See: residual weights.'],
  ])('fetch %s is explained', async (name, mend) => {
    const {code, stdout, stderr} = await residualHere(['weights', 'fetch', 'resnet18/torchvision-v1', name]);
    expect([code, stdout]).toEqual([EXIT.usage.code, '']);
    expect(stderr).toBe(`residual: There are no weights "${name}".\n  ${mend}\n`);
  });

  test('fetch without network ends with code 3, says where it asked, and leaves no file', async () => {
    const fetch = vi.fn().mockRejectedValue(new TypeError('fetch failed', {cause: new Error('no route to host')}));
    vi.stubGlobal('fetch', fetch);
    const argv = ['weights', 'fetch', 'cifar-resnet20/akamaster', '--folder', at('weights')];
    const {code, stdout, stderr} = await residualHere(argv);
    expect([code, stdout]).toEqual([EXIT.data.code, '']);
    const {folder, file} = listWeights().find(({name}) => name === 'cifar-resnet20/akamaster')!;
    expect(stderr).toContain(`${folder}${file}: fetch failed: no route to host`);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(await readdir(at('weights'))).toEqual([]);
  });
});
