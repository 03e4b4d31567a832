import {tensorflow} from '@residual/backend-node-gpu';
import {loadParameters, readParameters} from '@residual/core';
import {beforeAll, expect, test} from 'vitest';
import {relativeDifference} from '../../packages/core/src/testing/measure.js';
import {
  buildPublished,
  publishedLogits,
  publishedNetworks,
  publishedParameters,
} from '../../packages/core/src/testing/published.js';

beforeAll(() => tensorflow());

/** Whose pre-activation networks behave otherwise than ours, as their maps of names say. */
const others = ['kuangliu-preact', 'bearpaw-preact'];

test.each(publishedNetworks().filter(({family}) => !others.includes(family)))(
  'weights with the names of $family make our $network compute what the published network does',
  async published => {
    const model = buildPublished(published);
    const tensors = publishedParameters(published.shapes);
    expect(loadParameters(model, tensors).names).toBe(published.family);
    const logits = await publishedLogits(model);
    expect(relativeDifference(logits.flat(), published.logits.flat())).toBeLessThan(1e-4);
    const written = await readParameters(model, {names: published.family});
    const shapes = (of: typeof written | typeof tensors) =>
      new Map(Object.entries(of).map(([name, {shape}]) => [name, shape]));
    expect(shapes(written)).toEqual(shapes(tensors));
    model.dispose();
  },
);
