import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {findChromium, NO_CHROMIUM} from '../browser/chromium.mjs';
import {runInBrowser} from '../conformance/run-in-browser.mjs';
import {runInNode} from '../conformance/run-in-node.mjs';
import type {Result} from '../conformance/specs.mjs';

const engine = (name: string) => fileURLToPath(new URL(`../conformance/engines/${name}.mjs`, import.meta.url));

/** What our kernels can change, in a browser: the whole suite takes minutes there on a software GPU. */
const filter = '^(conv1d|conv2d|conv2dTranspose|fused conv2d|matmul|fused matmul|maxPool|sum|clone|customGradient) ';

const counts = ({passed, failed, skipped}: Result) => `${passed} passed, ${failed.length} failed, ${skipped} skipped`;

/** Nothing that passes without our kernels fails with them, and the gradients that stock WASM lacks pass. */
function expectNothingBroken(stock: Result, ours: Result): void {
  console.info(`stock: ${counts(stock)}; with our kernels: ${counts(ours)}`);
  expect(ours.failed.filter(name => !stock.failed.includes(name)).map(name => [name, ours.messages[name]])).toEqual([]);
  expect(ours.passed).toBeGreaterThan(stock.passed);
  expect(ours.passed + ours.failed.length).toBe(stock.passed + stock.failed.length);
}

describe("TF.js's own specs", {timeout: 300_000}, () => {
  test('WASM in Node', async () => {
    const ours = await runInNode(engine('wasm'));
    expect(ours.passed).toBeGreaterThan(3_900);
    expectNothingBroken(await runInNode(engine('wasm-stock')), ours);
  });

  test('TensorFlow in Node', async () => {
    const result = await runInNode(engine('tensorflow'));
    console.info(`TensorFlow: ${counts(result)}`);
    expect(result.failed.map(name => [name, result.messages[name]])).toEqual([]);
    // tfjs-node's own addon passes 3,874.
    expect(result.passed).toBeGreaterThan(3_900);
  });

  const chromium = findChromium();
  if (!chromium) console.warn(`The specs in a browser are skipped: ${NO_CHROMIUM}.`);

  describe.skipIf(!chromium)('in Chromium', () => {
    test('WASM with threads, whose memory is shared', async () => {
      const options = {filter, isolated: true};
      const ours = await runInBrowser(engine('wasm'), options);
      expect(ours.passed).toBeGreaterThan(200);
      expectNothingBroken(await runInBrowser(engine('wasm-stock'), options), ours);
    });

    test.for(['webgl', 'webgpu'])('%s', async (name, {skip}) => {
      const result = await runInBrowser(engine(name), {filter}).catch((error: Error) => {
        if (error.message.includes('Expected a GPU')) skip('this Chromium has no WebGPU');
        throw error;
      });
      console.info(`${name}: ${counts(result)}`);
      expect(result.failed).toEqual([]);
      expect(result.passed).toBeGreaterThan(250);
    });
  });
});
