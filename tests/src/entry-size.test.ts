import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {build, type Rolldown} from 'vite';
import {expect, test} from 'vitest';

const LIMIT = 400 * 1000;

test('a page that only predicts loads little before it has picked its engine', async () => {
  const output = (await build({
    root: join(import.meta.dirname, '../entry'),
    configFile: false,
    logLevel: 'error',
    resolve: {dedupe: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers']},
    build: {
      write: false,
      target: 'es2022',
      modulePreload: {polyfill: false},
      rolldownOptions: {input: join(import.meta.dirname, '../entry/predict.mjs')},
    },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(
    output.output.flatMap(file => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
  );
  const entry = [...chunks.values()].find(({isEntry}) => isEntry)!;
  const first = new Set([entry.fileName]);
  for (const name of first) for (const other of chunks.get(name)!.imports) first.add(other);
  const size = (names: Iterable<string>) => {
    return [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)!.code).length, 0);
  };
  const later = [...chunks.keys()].filter(name => !first.has(name));
  const sizes = later.map(name => `${name} ${(size([name]) / 1000).toFixed(0)}`).join(', ');
  console.info(`entry ${(size(first) / 1000).toFixed(0)} kB gzip; on demand: ${sizes}`);
  expect(size(first)).toBeLessThan(LIMIT);
  // The three engines, each by something that it alone says.
  for (const word of ['createComputePipeline', 'webglcontextlost', 'tfjs-backend-wasm-simd.wasm']) {
    const isIn = (name: string) => chunks.get(name)!.code.includes(word);
    expect([[...first].some(isIn), later.some(isIn)], word).toEqual([false, true]);
  }
});
