import {fork} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundleForNode} from './bundle.mjs';

/**
 * Runs TF.js's specs on an engine in a Node process of its own.
 *
 * @param {string} engine Path of the engine module; see engines/.
 * @param {{filter?: string}} [options]
 * @returns {Promise<import('./specs.mjs').Result>}
 */
export async function runInNode(engine, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    const outfile = join(folder, 'specs.mjs');
    await bundleForNode(outfile);
    return await new Promise((resolve, reject) => {
      const child = fork(
        fileURLToPath(new URL('child.mjs', import.meta.url)),
        [outfile, engine, JSON.stringify(options)],
        {
          silent: true,
        },
      );
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', text => {
          output = (output + text).slice(-5000);
        });
      }
      child.on('message', ({result, error}) => (result ? resolve(result) : reject(new Error(error))));
      child.on('error', reject);
      child.on('exit', code => reject(new Error(`The specs ended with code ${code} before their result:\n${output}`)));
    });
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
