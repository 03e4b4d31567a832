// npm test: everything that must hold, from a fresh clone. The last line is the sum.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {run} from './child.mjs';
import {findOrInstallChromium} from './chromium.mjs';
import {findOrInstallPeers} from './peers.mjs';
import {readReport, removeReports} from './reports.mjs';
import {cli, root} from './root.mjs';
import {build, install, step} from './steps.mjs';
import {prepareToolChain} from './tool-chain.mjs';
import {workspacePackages} from './workspace.mjs';

/** @type {import('./reports.mjs').Tally} */
const sum = {passed: 0, failed: 0, skipped: 0, failures: []};

try {
  await test(await prepareToolChain());
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
for (const failure of sum.failures) console.log(`\nFAILED ${failure}`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** @param {NodeJS.ProcessEnv} env */
async function test(env) {
  if (!(await install(env)).ok) return fail('install packages: see above');
  if (!(await build(env)).ok) fail('build: see above');
  const tensorflow = await setUpTensorFlow(env);
  const chromium = await findOrInstallChromium(env);
  console.log(
    chromium ? `✓ browser: ${chromium}` : '- no browser: tests in a browser are skipped; CHROME_PATH names one',
  );
  const peers = await setUpPeers(env);

  await check('lint', 'biome', ['ci', '--error-on-warnings', '--colors=off'], env);
  await check('types', 'turbo', ['run', 'typecheck', '--continue', '--output-logs=errors-only'], env);
  await check('dead code', 'knip', [], env);
  await check('packages', process.execPath, [join(root, 'scripts/packages.mjs')], env);

  const machine = describeMachine({tensorflow, chromium, peers});
  await runTests({...env, ...(chromium && {CHROME_PATH: chromium}), RESIDUAL_TEST_MACHINE: machine});
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} which TensorFlow the tests will find
 */
async function setUpTensorFlow(env) {
  const {ok, output} = await step('set up TensorFlow', process.execPath, [cli, 'setup', '--json'], env);
  if (!ok) {
    fail('set up TensorFlow: see above. It comes as a Python package; most often Python, or its pip, is missing');
    return undefined;
  }
  return output.trim().split('\n').at(-1);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} the Python that has what exported files are tested with
 */
async function setUpPeers(env) {
  const began = performance.now();
  const {python, problem} = await findOrInstallPeers({env});
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    python
      ? `✓ PyTorch, TensorFlow and ONNX Runtime in Python: ${python} (${seconds} s)`
      : `- no PyTorch, TensorFlow and ONNX Runtime in Python: tests of exported files are skipped (${problem})`,
  );
  return python;
}

/**
 * One thing that must hold beside the tests; it counts as one test.
 *
 * @param {Parameters<typeof step>} args
 */
async function check(...args) {
  if ((await step(...args)).ok) sum.passed++;
  else fail(`${args[0]}: see above`);
}

/**
 * The tests of the packages, one package after another: each may use all cores.
 *
 * @param {NodeJS.ProcessEnv} env
 */
async function runTests(env) {
  const packages = workspacePackages().filter(({manifest}) => manifest.scripts?.test);
  removeReports(packages);
  const args = ['run', 'test', '--concurrency=1', '--continue=dependencies-successful', '--output-logs=new-only'];
  const {code} = await run('turbo', args, {env});

  let failed = 0;
  for (const tested of packages) {
    const tally = readReport(tested);
    console.log(`${tested.name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
    sum.passed += tally.passed;
    sum.skipped += tally.skipped;
    for (const failure of tally.failures) fail(failure);
    failed += tally.failed;
  }
  // For example an error outside of any test, which vitest reports by its exit code alone.
  if (code !== 0 && failed === 0) fail(`tests: turbo ended with code ${code}, see above`);
}

/** @param {string} failure */
function fail(failure) {
  sum.failed++;
  sum.failures.push(failure);
}

/**
 * What tests find on this machine, which decides which of them are skipped: part of the key of turbo's cache.
 *
 * @param {Record<string, string | undefined>} found
 */
function describeMachine(found) {
  const data = process.env.RESIDUAL_DATA_DIR ?? join(root, '../shared/data');
  return JSON.stringify({node: process.versions.node, data: existsSync(data), ...found});
}
