import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {tensorflow} from '@residual/backend-node-gpu';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {withBundle} from '../browser/bundle.mjs';
import {findChromium, launchChromium, NO_CHROMIUM} from '../browser/chromium.mjs';
import {findFirefox, launchFirefox, NO_FIREFOX} from '../browser/firefox.mjs';
import {openBundle} from '../browser/open-bundle.mjs';
import {serveModule} from '../browser/serve-module.mjs';
import {NO_SWIFTSHADER, swiftshaderEnvironment} from '../browser/swiftshader.mjs';
import {course} from '../engines/course.mjs';

/** What the page's module exports, as its functions are called from here. */
type Exported = typeof import('../engines/page.mjs');

const TOLERANCE = 1e-3;

/** The MNIST net, and one with batch norm; batches are small, since a CPU imitates the GPU. */
const courses = [
  {network: 'mnist-residual', steps: 20, batch: 2},
  {network: 'normalised', steps: 8, batch: 4},
] as const;

type Course = Awaited<ReturnType<typeof course>>;

const expected = new Map<string, Course>();

/** The same as TensorFlow's, and from the third step on no tensor and no byte more. */
function expectSameCourse(network: string, {logits, losses, tensors, bytes}: Course): void {
  const {logits: expectedLogits, losses: expectedLosses} = expected.get(network)!;
  expect(difference(logits, expectedLogits)).toBeLessThan(TOLERANCE);
  expect(difference(losses, expectedLosses)).toBeLessThan(TOLERANCE);
  expect(new Set(tensors.slice(2))).toHaveLength(1);
  expect(new Set(bytes.slice(2))).toHaveLength(1);
}

function difference(actual: readonly number[], expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
}

beforeAll(async () => {
  await tensorflow();
  for (const options of courses) expected.set(options.network, await course(options));
});

test('a network learns in these steps', () => {
  for (const {losses} of expected.values()) expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]!);
});

const swiftshader = swiftshaderEnvironment();
if (!swiftshader) console.warn(`WebGPU in Node is not tested: ${NO_SWIFTSHADER}.`);

test.skipIf(!swiftshader)('WebGPU in Node trains as TensorFlow does', async () => {
  const argv = [join(import.meta.dirname, '../engines/dawn.mjs'), JSON.stringify(courses)];
  const {stdout} = await promisify(execFile)(process.execPath, argv, {env: {...process.env, ...swiftshader}});
  const results: Course[] = JSON.parse(stdout);
  for (const [i, {network}] of courses.entries()) expectSameCourse(network, results[i]!);
});

const chromium = findChromium();
if (!chromium) console.warn(`Engines in a browser are not tested: ${NO_CHROMIUM}.`);

describe.skipIf(!chromium)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** A page of its own: an engine that is lost, or current, is so in one page. */
  const open = (options?: {isolated?: boolean}) =>
    openBundle(browser, join(import.meta.dirname, '../engines/page.mjs'), options);
  const call = <Name extends keyof Exported>(page: Page, name: Name, options: Parameters<Exported[Name]>[0]) =>
    page.evaluate(
      ([name, options]) => {
        const {exported} = globalThis as unknown as {exported: Record<string, (options: unknown) => unknown>};
        return exported[name]!(options);
      },
      [name, options] as const,
    ) as Promise<Awaited<ReturnType<Exported[Name]>>>;

  test.for([
    ['wasm', false],
    ['wasm', true],
    ['webgl', false],
    ['webgpu', false],
  ] as const)('%s trains as TensorFlow does; threads: %s', async ([name, isolated], {skip}) => {
    const page = await open({isolated});
    const picked = await call(page, 'picked', {engines: [name]}).catch((error: Error) => {
      if (error.message.includes('Expected a GPU')) skip('this Chromium has no WebGPU');
      throw error;
    });
    expect(picked).toMatchObject({name, current: name, tried: [{name, ok: true}]});
    for (const options of courses) expectSameCourse(options.network, await call(page, 'course', options));
    await page.close();
  });

  test('a GPU that a CPU imitates is left for WASM, and the page is told', async () => {
    const page = await open();
    const {name, tried} = await call(page, 'picked', {});
    expect(name).toBe('wasm');
    expect(tried.map(({name, ok}) => [name, ok])).toEqual([
      ['webgpu', false],
      ['webgl', false],
      ['wasm', true],
    ]);
    expect(tried[1]!.reason).toMatch(/SwiftShader.* imitated by the CPU/);
    await page.close();
  });

  test.for(['webgl', 'webgpu'] as const)('a lost %s is told, and WASM goes on from the last checkpoint', async name => {
    const page = await open();
    const {code, reason, before, resumedAt, tried, losses} = await call(page, 'survive', {engine: name, losesAt: 7});
    expect(code).toBe('GPU_LOST');
    expect(reason).toMatch(/^The GPU was lost/);
    expect(before).toBe(8);
    expect(resumedAt).toBe(5);
    expect(tried.map(({name, ok}) => [name, ok])).toEqual([
      [name, false],
      ['wasm', true],
    ]);
    expect(difference(losses, await call(page, 'unbroken', undefined))).toBeLessThan(TOLERANCE);
    await page.close();
  });
});

const firefox = findFirefox();
if (!firefox) console.warn(`Engines in Firefox are not tested: ${NO_FIREFOX}.`);

test.skipIf(!firefox)('Firefox picks an engine that trains as TensorFlow does', async () => {
  const entry = join(import.meta.dirname, '../engines/page.mjs');
  const server = await withBundle(entry, bundle => serveModule(bundle));
  const browser = await launchFirefox();
  try {
    await browser.open(server.url);
    const {tried} = (await browser.run('return exported.picked({})')) as {tried: unknown[]};
    console.info(`Firefox: ${JSON.stringify(tried)}`);
    expect(tried.at(-1)).toMatchObject({ok: true});
    for (const options of courses) {
      const actual = await browser.run(`return exported.course(${JSON.stringify(options)})`);
      expectSameCourse(options.network, actual as Course);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
