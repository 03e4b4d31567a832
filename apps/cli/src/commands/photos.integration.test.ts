import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import sharp from 'sharp';
import {beforeAll, expect, test} from 'vitest';
import {jsonLines, useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

/** Little photos of two classes, by brightness; a third of them dark. */
beforeAll(async () => {
  for (let i = 0; i < 18; i++) {
    const light = i % 3 > 0;
    const path = at('pets', light ? 'light' : 'dark', `${i}.jpg`);
    const noise = {type: 'gaussian', mean: light ? 180 : 60, sigma: 25} as const;
    await mkdir(dirname(path), {recursive: true});
    await writeFile(
      path,
      await sharp({create: {width: 40 + i, height: 40, channels: 3, background: '#000', noise}})
        .jpeg()
        .toBuffer(),
    );
  }
});

const tiny =
  '--data-dir pets --engine wasm --model.name cifar-resnet20 --data.images.size 24 --epochs 1 --batch-size 8';
const augment = '--data.augment horizontal-flip,trivial-augment';

test('the same seed gives the same run with any number of workers', async () => {
  const runs = await Promise.all(
    [0, 1, 2].map(async workers => {
      const outcome = await residual(`train photos ${tiny} ${augment} --workers ${workers} --name workers-${workers}`);
      expect(outcome.stderr).toContain('Trains on 14 photos of 2 classes: cifar-resnet20 at 24 x 24 px');
      expect(outcome.code).toBe(0);
      return readFile(at(`runs/workers-${workers}/model/weights.bin`));
    }),
  );
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test('a folder is enough: the recipe goes by its size, and ends with test, report and web export', async () => {
  const {stdout, code} = await residual(
    `train photos ${tiny} --data.augment none --data.balance --json --name balanced`,
  );
  expect(code).toBe(0);
  expect(jsonLines(stdout)[0]).toMatchObject({type: 'start', batches: 3});
  const config = JSON.parse(await readFile(at('runs/balanced/config.json'), 'utf8'));
  expect(config).toMatchObject({
    classes: ['dark', 'light'],
    recipe: {batchSize: 8, data: {validation: 'test'}, web: true},
  });
  expect(JSON.parse(await readFile(at('runs/balanced/test.json'), 'utf8'))).toMatchObject({samples: 4});
  expect(await readFile(at('runs/balanced/web/model.json'), 'utf8')).toContain('float16');
  expect(await readFile(at('runs/balanced/report.html'), 'utf8')).toContain('<td>light</td>');
});

test('of photos, which stand class by class, a part has its share of each class', async () => {
  const {stdout} = await residual(`data preview photos --data-dir pets --data.take 6 --out sheet.png --json`);
  const {labels} = JSON.parse(stdout) as {labels: string[]};
  expect(labels.toSorted()).toEqual(['dark', 'dark', 'light', 'light', 'light', 'light']);
});

test('a folder of photos is needed', async () => {
  const {code, stderr} = await residual('train photos --engine wasm');
  expect(stderr).toContain('--data-dir');
  expect(code).toBe(2);
});
