import {existsSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {run} from './child.mjs';
import {readJson, root} from './root.mjs';

/** What an outer `npm start` says about itself. Its settings (registry, proxy, cache: npm_config_*) pass through. */
const OUTER_NPM =
  /^(npm_(lifecycle|package|command|execpath|node_execpath)|npm_config_(prefix|local_prefix|global_prefix|user_agent|npm_version)$|INIT_CWD$)/i;

/**
 * Checks Node's version and brings pnpm in the version that package.json pins.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} an environment whose PATH has that pnpm and the tools of this repository
 * @throws {Error} saying what is missing
 */
export async function prepareToolChain() {
  const {engines, packageManager} = readJson('package.json');
  const wanted = String(engines.node).replace('>=', '');
  if (!isAtLeast(process.versions.node, wanted)) {
    throw new Error(
      `Expected Node ${wanted} or later, found ${process.versions.node}. Install a newer one from https://nodejs.org.`,
    );
  }
  const env = innerEnvironment();
  const pinned = packageManager.replace('pnpm@', '');
  const path = (await hasPnpm(pinned, env)) ? env.PATH : await pathWithPnpm(pinned, env);
  return {...env, PATH: [join(root, 'node_modules/.bin'), path].join(delimiter)};
}

/** @returns {NodeJS.ProcessEnv} */
function innerEnvironment() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OUTER_NPM.test(name)));
  // Windows spells it Path; a second spelling would shadow it.
  const path = Object.keys(env).find(name => name.toUpperCase() === 'PATH') ?? 'PATH';
  const {[path]: value, ...rest} = env;
  return {...rest, PATH: value, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1'};
}

/**
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
async function hasPnpm(version, env) {
  // A corepack shim must not stop to ask whether it may download.
  const found = await run('pnpm', ['--version'], {env: {...env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0'}, quiet: true});
  return found.code === 0 && found.output.trim().split('\n').at(-1) === version;
}

/**
 * PATH as npx sets it for a package: with the folder of the package's commands in it.
 *
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
async function pathWithPnpm(version, env) {
  const printPath = ['--yes', `--package=pnpm@${version}`, '--', 'node', '-p', '"PATH=" + process.env.PATH'];
  const {code, output} = await runNpx(printPath, env);
  const path = /^PATH=(.*)$/m.exec(output)?.[1];
  if (code !== 0 || !path) {
    throw new Error(
      `Could not bring pnpm ${version} through npx; the registry answered:\n${output}` +
        `Install it by hand (npm install --global pnpm@${version}) and start again.`,
    );
  }
  return path;
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runNpx(args, env) {
  // npm's own npx runs without a shell; without an outer npm there is the one on PATH.
  const npx = join(dirname(process.env.npm_execpath ?? ''), 'npx-cli.js');
  return existsSync(npx)
    ? run(process.execPath, [npx, ...args], {env, quiet: true})
    : run('npx', args, {env, quiet: true});
}

/**
 * @param {string} version
 * @param {string} least
 */
function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
