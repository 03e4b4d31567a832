import {modelInfo, predictGeometry} from '@residual/core';
import type {Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {violations} from '../../testing/axe.js';
import {hasChromium, type Site, startSite} from '../../testing/site.js';

/** What a network has by arithmetic. */
function costsOf(name: string, {size}: {size?: number} = {}): {parameters: string; multiplyAdds: string} {
  const {config, inputShape, classes} = modelInfo(name);
  const [height, width, channels] = inputShape;
  const costs = predictGeometry(config!, {inputShape: [size ?? height, size ?? width, channels], classes});
  return {
    parameters: costs.parameters.toLocaleString('en'),
    multiplyAdds: costs.multiplyAdds.toLocaleString('en'),
  };
}

describe.skipIf(!hasChromium)('Look inside', () => {
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    page = await site.open('?engine=wasm#/inside');
  });
  afterAll(() => site?.close());

  const shown = (name: string) => page.locator(`article[aria-label="${name}"][aria-busy=false] .tree`).waitFor();
  const details = async () => (await page.locator('.details').textContent()) ?? '';
  const figures = () => page.locator('.network .figures').textContent();
  const rows = () => page.getByRole('treeitem').count();
  const goTo = async (name: string) => {
    await page.evaluate(to => {
      location.hash = `#/inside/${to}`;
    }, name);
    await shown(name);
  };

  test('a visit begins with the network of the first section', () => shown('mnist-residual'));

  test('a network is found, opened and read by keyboard alone', async () => {
    await page.getByLabel('Find a network').focus();
    await page.keyboard.type('resnet50 d');
    await page.keyboard.press('Enter');
    await shown('resnet50-d');
    expect(page.url()).toContain('#/inside/resnet50-d');
    const {parameters, multiplyAdds} = costsOf('resnet50-d');
    expect(await figures()).toContain(parameters);
    expect(await figures()).toContain(multiplyAdds);

    await page.getByRole('treeitem').first().focus();
    expect(await rows()).toBe(6);
    // To layer2, into it, into its first block, and to the convolution on its shortcut.
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    const before = await rows();
    expect(before).toBeGreaterThan(12);
    expect(await details()).toContain('[batch, 28, 28, 512]');
    while (!(await details()).includes('layer2.0.downsample.1.weight')) await page.keyboard.press('ArrowDown');
    expect(await details()).toContain('[512, 256, 1, 1]');
    expect(await details()).toContain('512 × 256 × 1 × 1');
    expect(await page.getByRole('treeitem', {selected: true}).getAttribute('aria-level')).toBe('3');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await rows()).toBeLessThan(before);
    expect(await violations(page)).toEqual([]);
  });

  test('images of another size cost more, and those that are too small are refused', async () => {
    await goTo('cifar10-notebook');
    const size = page.getByLabel('Image size');
    await size.fill('40');
    await size.press('Tab');
    expect(await page.getByRole('alert').textContent()).toBe('This network takes images of 75 to 1,024 px.');
    await size.fill('128');
    await size.press('Tab');
    const {multiplyAdds} = costsOf('cifar10-notebook', {size: 128});
    await expect.poll(figures).toContain(multiplyAdds);
  });

  test('what is particular about a notebook’s network stands by its stage', async () => {
    await goTo('cats-dogs-notebook');
    const remarks = page.locator('.remarks');
    expect(await remarks.textContent()).toMatch(/3×3 convolution: nine times the parameters/);
    await remarks.getByRole('button', {name: 'head'}).click();
    expect(await details()).toMatch(/can be surer than 73 %/);
  });

  test('the deepest network opens, and another beside it', async () => {
    await goTo('cifar-resnet1202');
    expect(await figures()).toContain(costsOf('cifar-resnet1202').parameters);
    await page.getByLabel('Compare with').selectOption('cifar-resnet20');
    const row = page.locator('.comparison tr', {hasText: 'Layers with weights'});
    await expect.poll(() => row.locator('td').allTextContents()).toEqual(['1,202', '20', '× 0.0166']);
    expect(await violations(page)).toEqual([]);
  });

  test('a name that nothing has is told', async () => {
    await page.goto(`${site.url}?engine=wasm#/inside/resnet51`);
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/did you mean 'resnet50'/);
  });

  test('on a phone and in Chinese nothing is cut off', async () => {
    const phone = await site.open('?engine=wasm#/inside/se-resnet50', {
      locale: 'zh-CN',
      viewport: {width: 360, height: 740},
    });
    await phone.locator('.tree').waitFor();
    expect(await phone.locator('h1').textContent()).toBe('看内部');
    await phone.getByRole('treeitem').nth(1).click();
    await phone.getByRole('treeitem').nth(2).click();
    expect(await phone.locator('.tree').textContent()).toContain('乘以门控');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(phone)).toEqual([]);
  });

  test('asked nothing of anyone else, and nothing went wrong on the console', () => {
    expect(site.outside).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
