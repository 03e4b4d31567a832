import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';

const require = createRequire(import.meta.url);
const cli = join(dirname(require.resolve('@residual/cli/package.json')), 'dist/main.js');

/** Other versions of Node, from npm's packages of its binary; there are none but for Linux x64. */
const versions = ['22', '24'].map(version => {
  const path = join(import.meta.dirname, `../node-versions/node_modules/node-${version}/bin/node`);
  return {version, path, isHere: existsSync(path)};
});

describe.each(versions)('Node $version', ({version, path, isHere}) => {
  test.skipIf(!isHere).each(['tensorflow', 'wasm'])('trains on %s, and ends well', async engine => {
    const folder = await mkdtemp(join(tmpdir(), 'residual-node-'));
    try {
      const run = promisify(execFile);
      expect((await run(path, ['--version'])).stdout).toMatch(new RegExp(`^v${version}\\.`));
      const settings = ['digits', '--engine', engine, '--data.take', '320', '--epochs', '1', '--json'];
      const {stdout} = await run(path, [cli, 'train', ...settings], {cwd: folder});
      const events = stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(events.filter(({type}) => type === 'step')).toHaveLength(10);
      expect(events.at(-1)).toMatchObject({type: 'result', test: {samples: 1000}});
    } finally {
      await rm(folder, {recursive: true});
    }
  });
});
