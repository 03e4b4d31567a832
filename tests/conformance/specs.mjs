// Runs inside the bundle: under Node, in a page or in a worker.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import {setTestEnvs} from '@tensorflow/tfjs-core/dist/jasmine_util';
import jasmineRequire from 'jasmine-core/lib/jasmine-core/jasmine.js';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {string[]} failed Full names of the specs that failed.
 * @property {Record<string, string>} messages What each failed spec expected, first message only.
 * @property {number} skipped Left out by the filter, or marked as pending.
 */

/**
 * Runs the specs which @tensorflow/tfjs-core publishes on one backend.
 *
 * @param {object} engine
 * @param {() => Promise<{backendName: string, isDataSync: boolean}>} engine.default Registers the backend with its kernels.
 * @param {readonly string[]} [engine.ignored] Specs not to run: those whose full name contains one of these.
 * @param {object} [options]
 * @param {string} [options.filter] Regular expression: only specs whose full name it matches.
 * @returns {Promise<Result>}
 */
export async function runSpecs({default: prepare, ignored = []}, {filter = ''} = {}) {
  const jasmine = jasmineRequire.core(jasmineRequire);
  const env = jasmine.getEnv();
  Object.assign(globalThis, jasmineRequire.interface(jasmine, env), {jasmine});

  const {backendName, isDataSync} = await prepare();
  setTestEnvs([{name: backendName, backendName, isDataSync}]);
  await import('@tensorflow/tfjs-core/dist/tests');

  const wanted = new RegExp(filter);
  const isWanted = name => wanted.test(name) && !ignored.some(part => name.includes(part));
  env.configure({random: false, specFilter: spec => isWanted(spec.getFullName())});
  /** @type {Result} */
  const result = {passed: 0, failed: [], messages: {}, skipped: 0};
  env.addReporter({
    specDone({status, fullName, failedExpectations}) {
      if (status === 'passed') result.passed++;
      else if (status !== 'failed') result.skipped++;
      else {
        result.failed.push(fullName);
        result.messages[fullName] = failedExpectations[0]?.message ?? '';
      }
    },
  });
  await env.execute();
  return result;
}
