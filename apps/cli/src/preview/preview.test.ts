import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import sharp from 'sharp';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {residualHere} from '../testing/residual.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-preview-'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

async function preview(name: string, ...flags: string[]) {
  const out = join(folder, name);
  const outcome = await residualHere(['data', 'preview', 'digits', '--out', out, '--json', ...flags]);
  expect(outcome.stderr).toContain(`Wrote ${out}`);
  const {data, info} = await sharp(out).raw().toBuffer({resolveWithObject: true});
  return {report: JSON.parse(outcome.stdout), pixels: data.toString('base64'), size: [info.height, info.width]};
}

describe('residual data preview', () => {
  const augment = ['--data.augment', '[{"name":"rotation","degrees":30}]'];

  test('draws originals beside what epochs make of them, the same for the same seed', async () => {
    const first = await preview('a.png', '--count', '3', '--variants', '2', ...augment);
    expect(first.report).toMatchObject({recipe: 'digits', augment: [{name: 'rotation', degrees: 30}]});
    expect(first.report.labels).toHaveLength(3);
    // Digits of 28 px, four times enlarged: three rows of three, with words below.
    expect(first.size).toEqual([4 + 3 * 132, 4 + 3 * 116]);
    const again = await preview('b.png', '--count', '3', '--variants', '2', ...augment);
    expect(again.pixels).toBe(first.pixels);
    const other = await preview('c.png', '--count', '3', '--variants', '2', '--seed', '9', ...augment);
    expect(other.pixels).not.toBe(first.pixels);
  });

  test('without augmentation draws originals alone, resized', async () => {
    const {report, size} = await preview('d.png', '--count', '2', '--data.resize', '100');
    expect(report).toMatchObject({resize: 100, augment: []});
    expect(size).toEqual([4 + 120, 4 + 2 * 104]);
  });

  test.each([
    {flags: ['--out', 'sheet.jpg'], message: 'Expected a file that ends in .png.'},
    {flags: ['--out', 'x.png', '--data.augment', 'blur'], message: 'there is no transform "blur"'},
  ])('$flags is refused', async ({flags, message}) => {
    const {code, stderr} = await residualHere(['data', 'preview', 'digits', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
