import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {root} from './root.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the repository's root when absent
 * @property {NodeJS.ProcessEnv} [env] the whole environment of the child
 * @property {boolean} [quiet] keep the output instead of showing it
 */

/**
 * Runs a command to its end. Without a shell, except on Windows, where package managers are scripts. When this process is
 * asked to end meanwhile, it passes that on, waits for the child and ends.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, output: string}>} the exit code (128 + n after signal n; 127 when there is no such
 *   command) and, when quiet, standard output and standard error in the order in which they came
 */
export function run(command, args, {cwd = root, env = process.env, quiet = false} = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell: process.platform === 'win32' && command !== process.execPath,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    const stopForwarding = forwardSignals(child);
    let output = '';
    const keep = (/** @type {string} */ text) => {
      output += text;
    };
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', error => {
      stopForwarding();
      resolve({code: 127, output: `${command}: ${error.message}\n`});
    });
    child.on('close', (code, signal) => {
      stopForwarding();
      resolve({code: code ?? 128 + (signal ? constants.signals[signal] : 0), output});
    });
  });
}

/**
 * On a terminal Ctrl-C reaches the child by itself: sent once more, it would count as the second, impatient one.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} to be called when the child has ended
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  /** @type {NodeJS.Signals | undefined} */
  let received;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal;
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
    if (received) process.exit(128 + constants.signals[received]);
  };
}
