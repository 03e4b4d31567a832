import type {Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {loseGpu, openOnLosableGpu} from '../../testing/losable-gpu.js';
import {hasChromium, longTasks, type Site, startSite} from '../../testing/site.js';
import type {StoredRun} from './training/stored-run.js';

describe.skipIf(!hasChromium)('in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.close());

  describe('a run on WebAssembly', () => {
    let page: Page;
    beforeAll(async () => {
      page = await site.open('?engine=wasm#/learn');
      await button(page, 'Start training').waitFor();
    });
    afterAll(() => page?.context().close());

    test('names the engine, why it was taken, and digits that nobody has read yet', async () => {
      await page.getByText(/^Engine: WebAssembly SIMD, 1 thread \(TensorFlow\.js 4\.\d+\.\d+\)$/).waitFor();
      await page.getByText('Why this engine?').click();
      await page.getByText('WebAssembly, taken:').waitFor();
      expect(await page.locator('.digits li').count()).toBe(20);
      expect(await page.locator('.digits li').first().textContent()).toMatch(/^A \d, not read yet/);
    });

    test('starts, pauses and goes on by keyboard alone', async () => {
      await button(page, 'Start training').focus();
      await page.keyboard.press('Enter');
      await button(page, 'Pause').waitFor();
      await eventually(() => figure(page, 'loss')).toMatch(/^\d\.\d{3}$/);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pause');
      await page.keyboard.press('Enter');
      await page.getByText('Paused. The run is stored').waitFor();
      const loss = await figure(page, 'loss');
      await page.keyboard.press('Enter');
      await button(page, 'Pause').waitFor();
      await eventually(() => figure(page, 'loss')).not.toBe(loss);
    });

    test('a page that is killed in mid-run goes on where it was stored, to nine of ten test digits', async () => {
      const stored = await steps(page);
      await eventually(() => steps(page)).toBeGreaterThan(stored);
      await page.reload();
      const proceed = page.getByRole('button', {name: /^Continue the run of \d\d:\d\d, epoch [1-4] of 4$/});
      await proceed.waitFor();
      expect(await page.getByRole('progressbar').getAttribute('value')).toBe(String(await steps(page)));
      await proceed.click();
      await eventually(async () => Number.parseFloat(await figure(page, 'accuracy'))).toBeGreaterThanOrEqual(90);
      await eventually(async () => Number((await figure(page, 'speed')).replaceAll(',', ''))).toBeGreaterThan(0);
    });

    test('a run that is stopped leaves its network for the other sections, and nothing to go on with', async () => {
      const longest = Math.max(0, ...(await longTasks(page)));
      console.info(`The longest task of the page while it trained: ${longest} ms`);
      // Less is meant, but a busy machine stretches tasks.
      expect(longest).toBeLessThan(1_000);
      await button(page, 'Stop').click();
      await page.getByText('The network is stored on this machine.').waitFor();
      expect(await page.locator('.digits li.right').count()).toBeGreaterThanOrEqual(15);
      const [model, ...others] = await everything(page, 'models');
      expect(others).toEqual([]);
      expect(model).toMatchObject({kind: 'digits', name: 'mnist-residual', classes: [...'0123456789']});
      expect(model!.accuracy).toBeGreaterThanOrEqual(0.9);
      expect(await everything(page, 'checkpoints')).toEqual([]);
    });

    test('the next run has the settings that were chosen, and at its end its network is stored by itself', async () => {
      await page.locator('summary', {hasText: 'Settings'}).click();
      await page.getByLabel('Learning rate').selectOption('0.05');
      await page.getByLabel('Digits in a step').selectOption('128');
      await page.getByLabel('Epochs').selectOption('1');
      await button(page, 'Train again').click();
      await button(page, 'Pause').waitFor();
      await eventually(() => figure(page, 'epoch')).toBe('1 of 1');
      await eventually(async () => (await everything(page, 'models')).length).toBe(2);
      await page.getByText(/^It reads \d\d\.\d % of 1,000 digits/).waitFor();
      expect(await page.getByRole('progressbar').getAttribute('value')).toBe('40');
    });
  });

  test('a lost GPU is told, and the run goes on from its last checkpoint on WebAssembly', async () => {
    const page = await openOnLosableGpu(site, '#/learn');
    // Small steps: a CPU imitates the GPU.
    await page.locator('summary', {hasText: 'Settings'}).click();
    await page.getByLabel('Digits in a step').selectOption('16');
    await button(page, 'Start training').click();
    await eventually(() => steps(page)).toBeGreaterThan(0);
    const before = (await storedRun(page))!;
    await loseGpu(page);
    await page.getByText(/SwiftShader.* was lost\. The run went on with another engine .* in epoch 1\.$/).waitFor();
    await page.getByText(/Going on with WebAssembly/).waitFor();
    await eventually(() => steps(page)).toBeGreaterThan(before.history.losses.length + 10);
    const after = (await storedRun(page))!;
    expect(after.started).toBe(before.started);
    expect(after.history.losses).toEqual(expect.arrayContaining(before.history.losses));
    await page.context().close();
  });

  test('compares both networks, in Chinese, while the run waits: the gradient vanishes in the plain one alone', async () => {
    const page = await site.open('?engine=wasm#/learn', {locale: 'zh-CN'});
    await page.getByRole('heading', {name: '看残差网络学会认字'}).waitFor();
    const depth = page.getByRole('slider', {name: /深度/});
    await depth.focus();
    await page.keyboard.press('ArrowRight');
    expect(await depth.getAttribute('aria-valuetext')).toBe('32 层');
    await page.keyboard.press('ArrowLeft');
    await button(page, '开始训练').click();
    await button(page, '暂停').waitFor();
    await button(page, '同时训练').click();
    await page.getByText('已暂停。训练保存在这台设备上').waitFor();
    const finding = (name: string) => page.locator(`[data-finding=${name}]`);
    await eventually(() => finding('plain').textContent()).toMatch(
      /梯度消失：第一层的梯度只有最后一层的 [\d.,]+[万亿]* 分之一。它认对了 \d+ % /,
    );
    expect(await finding('residual').textContent()).toMatch(/^梯度到达了/);
    const bars = (name: string) => page.locator(`.bars.${name} .columns span`);
    expect(await bars('plain').count()).toBe(20);
    const heights = (name: string) => bars(name).evaluateAll(all => all.map(bar => bar.getBoundingClientRect().height));
    const [residual, plain] = [await heights('residual'), await heights('plain')];
    expect(Math.min(...residual)).toBeGreaterThan(0.6 * Math.max(...residual));
    expect(plain[0]).toBeLessThan(0.2 * plain.at(-1)!);
    await button(page, '停止').click();
    await page.getByText(/^已在 \d+ 步后结束。$/).waitFor();
    await page.context().close();
  });

  test('asked nothing of anyone else, and nothing went wrong on the console', () => {
    expect(site.outside).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});

const button = (page: Page, name: string) => page.getByRole('button', {name, exact: true});

const figure = async (page: Page, name: string) => (await page.locator(`[data-figure=${name}]`).textContent()) ?? '';

/** Waits for what training brings in its own time. */
const eventually = <T>(read: () => Promise<T>) => expect.poll(read, {timeout: 90_000, interval: 200});

/** What the page knows of the run that is stored. */
async function storedRun(page: Page): Promise<Omit<StoredRun, 'bytes'> | undefined> {
  const [checkpoint] = await everything(page, 'checkpoints');
  return checkpoint?.about as Omit<StoredRun, 'bytes'> | undefined;
}

/** Steps of the run that is stored, or 0. */
const steps = async (page: Page) => (await storedRun(page))?.history.losses.length ?? 0;

/** All that one store of the site's database holds. */
function everything(page: Page, store: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(async name => {
    // Opening a database that is not there would make an empty one.
    if (!(await indexedDB.databases()).some(database => database.name === 'residual')) return [];
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open('residual');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const all = opening.result.transaction(name).objectStore(name).getAll();
        all.onsuccess = () => {
          opening.result.close();
          resolve(all.result.map(({bytes: _, ...rest}) => rest));
        };
      };
    });
  }, store);
}
