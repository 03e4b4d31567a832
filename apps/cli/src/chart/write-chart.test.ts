import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import sharp from 'sharp';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {assertChartFile, writeChart} from './write-chart.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-chart-'));
});
afterAll(() => rm(folder, {recursive: true}));

const spec = {
  data: {values: [{layer: 'conv1', gradient: 0.5}]},
  title: 'A title',
  width: 100,
  height: 50,
  mark: 'point',
  encoding: {x: {field: 'layer', type: 'nominal'}, y: {field: 'gradient', type: 'quantitative'}},
} as const;

describe('writeChart', () => {
  test('writes SVG with its words as text', async () => {
    const path = join(folder, 'chart.svg');
    await writeChart(path, spec);
    const svg = await readFile(path, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*width="\d+"/);
    for (const word of ['A title', 'conv1', 'gradient']) expect(svg).toContain(`>${word}</text>`);
  });

  test('writes PNG of twice the size', async () => {
    const [drawing, picture] = [join(folder, 'same.svg'), join(folder, 'same.png')];
    await writeChart(drawing, spec);
    await writeChart(picture, spec);
    const width = Number(/width="(\d+)"/.exec(await readFile(drawing, 'utf8'))![1]);
    expect(await sharp(picture).metadata()).toMatchObject({format: 'png', width: 2 * width});
  });

  test.each(['chart.gif', 'chart', 'svg'])('refuses %s', path => {
    expect(() => assertChartFile(path)).toThrow(expect.objectContaining({code: 'USAGE_OUT'}));
  });
});
