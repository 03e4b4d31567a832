import {describe, expect, test} from 'vitest';
import {renderSvg} from '../chart/render-svg.js';
import {gradientChart} from './gradient-chart.js';
import type {NetworkGradients} from './measure.js';

function network(title: string, gradients: Record<string, number>): NetworkGradients {
  const entries = Object.entries(gradients);
  return {
    ...{title, losses: [], parameters: [], layers: [], blocks: []},
    gradients: entries.map(([name, gradient]) => ({name, gradient, size: 1, rms: gradient, weight: 1})),
  };
}

/** The words that are to be seen. */
async function draw(...networks: NetworkGradients[]): Promise<string[]> {
  const svg = await renderSvg(gradientChart(networks, {subject: 'a step of 8 images'}));
  // What overlaps is there, but not to be seen.
  return [...svg.matchAll(/<text(?![^>]*opacity="0")[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
}

describe('gradientChart', () => {
  test('has the layers of all networks in forward order, the networks, and powers of ten', async () => {
    const words = await draw(network('with', {b: 0.5, a: 20}), network('without', {b: 0.002, a: 0.1, aa: 1}));
    expect(words.filter(word => ['a', 'aa', 'b'].includes(word))).toEqual(['b', 'a', 'aa']);
    expect(words).toEqual(expect.arrayContaining(['with', 'without', 'a step of 8 images']));
    expect(words.filter(word => /^1e/.test(word))).toEqual(['1e-3', '1e-2', '1e-1', '1e+0', '1e+1', '1e+2']);
  });

  test('leaves out what has no place on a logarithmic scale', async () => {
    const words = await draw(network('x', {dead: 0, broken: Number.NaN, alive: 1}));
    expect(words).toEqual(expect.arrayContaining(['dead', 'broken', 'alive']));
    expect((await draw(network('x', {dead: 0}))).filter(word => word === 'NaN')).toEqual([]);
  });

  test('of very many layers names some of them, and few powers', async () => {
    const layers = Object.fromEntries(Array.from({length: 300}, (_, i) => [`layer${i}`, 10 ** -(i / 10)]));
    const words = await draw(network('deep', layers));
    const named = words.filter(word => word.startsWith('layer') && word !== 'layer, from the image to the answer');
    expect(named.length).toBeGreaterThan(50);
    expect(named.length).toBeLessThan(300);
    expect(words.filter(word => word.startsWith('1e')).length).toBeLessThanOrEqual(13);
  });
});
