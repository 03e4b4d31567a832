import {existsSync, readFileSync} from 'node:fs';
import {run} from './child.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser for the browser tests: CHROME_PATH, else one on PATH, else, as root on Debian, the distribution's package.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} its path; undefined when there is none
 */
export async function findOrInstallChromium(env) {
  const found = env.CHROME_PATH ?? (await findChromium(env));
  if (found || !isRootOnDebian()) return found;
  const quiet = {env: {...env, DEBIAN_FRONTEND: 'noninteractive'}, quiet: true};
  await run('apt-get', ['update'], quiet);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], quiet);
  return findChromium(env);
}

/** @param {NodeJS.ProcessEnv} env */
async function findChromium(env) {
  if (process.platform === 'win32') return undefined;
  for (const name of NAMES) {
    const {code, output} = await run('which', [name], {env, quiet: true});
    if (code === 0) return output.trim();
  }
  return undefined;
}

function isRootOnDebian() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}
