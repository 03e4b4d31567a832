import {run} from './child.mjs';

/**
 * One step of a script: says what runs and how long it took, and shows its output only when it fails.
 *
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ok: boolean, output: string}>} whether it succeeded, and what it wrote
 */
export async function step(title, command, args, env) {
  const began = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${title} …`);
  const {code, output} = await run(command, args, {env, quiet: true});
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (process.stdout.isTTY) process.stdout.write('\r');
  console.log(`${code === 0 ? '✓' : '✗'} ${title} (${seconds} s)`);
  if (code !== 0) console.log(`\n${[command, ...args].join(' ')} ended with code ${code}:\n${output}`);
  return {ok: code === 0, output};
}

/**
 * Installs what the lock file says.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function install(env) {
  return step(
    'install packages',
    'pnpm',
    ['install', '--frozen-lockfile', '--config.confirm-modules-purge=false'],
    env,
  );
}

/**
 * Builds packages, those they depend on first; what has not changed comes from turbo's cache.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {...string} filters package names; all when absent
 */
export function build(env, ...filters) {
  return step('build', 'turbo', ['run', 'build', ...filters.map(name => `--filter=${name}`)], env);
}
