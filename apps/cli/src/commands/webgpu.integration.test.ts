import {expect, test} from 'vitest';
import {NO_SWIFTSHADER, swiftshaderEnvironment} from '../../../../tests/browser/swiftshader.mjs';
import {EXIT} from '../exit-codes.js';
import {jsonLines, useWorkplace} from '../testing/residual.js';

const {residual} = useWorkplace();
const swiftshader = swiftshaderEnvironment();
if (!swiftshader) console.warn(`Training on WebGPU is not tested: ${NO_SWIFTSHADER}.`);

/** The losses of the first two steps. */
function firstLosses(stdout: string): number[] {
  const events = stdout.split('\n').filter(line => line.includes('"type":"step"'));
  return jsonLines(events.slice(0, 2).join('\n')).map(({loss}) => Number(loss));
}

test.skipIf(!swiftshader)('trains on WebGPU as on WASM, until it is interrupted', async () => {
  const small = '--data.take 32 --batch-size 4 --epochs 1 --json';
  const webgpu = await residual(`train digits --engine webgpu --name a ${small}`, {
    env: {...swiftshader},
    watch: (stdout, child) => {
      if (stdout.split('"type":"step"').length > 2) child.kill('SIGINT');
    },
  });
  expect(webgpu.stderr).toMatch(/^Engine: WebGPU 4\.\S+ on .*SwiftShader/m);
  expect(webgpu.code).toBe(EXIT.interrupted.code);
  const wasm = await residual(`train digits --engine wasm --name b ${small}`);
  const [losses, expected] = [firstLosses(webgpu.stdout), firstLosses(wasm.stdout)];
  expect(losses).toHaveLength(2);
  for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(expected[i]!, 4);
});

test('a machine without a GPU for it is told so', async () => {
  const nowhere = {VK_ICD_FILENAMES: '/nowhere', VK_DRIVER_FILES: '/nowhere'};
  const {code, stderr} = await residual('train digits --engine webgpu', {env: nowhere});
  expect(stderr).toContain('residual: Expected a GPU that WebGPU can use, and found none');
  expect(code).toBe(EXIT.engine.code);
});
