import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

/** Where Firefox is, in the order of trial. */
const PLACES = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** The word for a test that is skipped. */
export const NO_FIREFOX = 'no Firefox was found: install it, or set FIREFOX_PATH';

/** Path of Firefox, or undefined. @returns {string | undefined} */
export function findFirefox() {
  return PLACES.find(path => path && existsSync(path));
}

/**
 * Starts Firefox with a profile of its own and drives it by Marionette, its own protocol, which needs no driver.
 *
 * @see https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 * @returns {Promise<{open(url: string): Promise<void>, run(script: string): Promise<unknown>, close(): Promise<void>}>} `run`
 *   evaluates the body of an async function in the page.
 */
export async function launchFirefox() {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'));
  await writeFile(join(profile, 'user.js'), 'user_pref("marionette.port", 0);');
  const path = findFirefox();
  if (!path) throw new Error(NO_FIREFOX);
  const child = spawn(path, ['--headless', '--marionette', '--no-remote', '--profile', profile], {stdio: 'ignore'});
  const ended = new Promise(resolve => child.on('exit', resolve));
  const close = async () => {
    child.kill();
    await ended;
    await rm(profile, {recursive: true, force: true});
  };
  try {
    const send = await marionette(await portOf(profile));
    await send('WebDriver:NewSession', {});
    await send('WebDriver:SetTimeouts', {script: 120_000});
    const run = async script => {
      const wrapped = `const done = arguments[0]; (async () => {${script}})().then(value => done({value}), error => done({error: String(error)}));`;
      const {value} = await send('WebDriver:ExecuteAsyncScript', {script: wrapped, args: [], sandbox: null});
      if (value.error) throw new Error(value.error);
      return value.value;
    };
    return {open: url => send('WebDriver:Navigate', {url}), run, close};
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port that Firefox chose: it writes it into its profile. */
async function portOf(profile) {
  const file = join(profile, 'MarionetteActivePort');
  for (let tries = 0; tries < 300; tries++) {
    if (existsSync(file) && readFileSync(file, 'utf8')) return Number(readFileSync(file, 'utf8'));
    await sleep(100);
  }
  throw new Error('Expected Firefox to open its port within 30 seconds.');
}

/** Connects and gives the function that sends a command and has its result. A message is `LENGTH:JSON`. */
function marionette(port) {
  const waiting = new Map();
  let received = Buffer.alloc(0);
  let id = 0;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const send = (command, parameters) =>
      new Promise((resolve, reject) => {
        const message = JSON.stringify([0, ++id, command, parameters]);
        waiting.set(id, {resolve, reject});
        socket.write(`${Buffer.byteLength(message)}:${message}`);
      });
    socket.on('error', reject);
    socket.on('close', () => {
      for (const {reject} of waiting.values()) reject(new Error('Firefox ended.'));
    });
    socket.on('data', data => {
      received = Buffer.concat([received, data]);
      for (let colon = received.indexOf(':'); colon > 0; colon = received.indexOf(':')) {
        const end = colon + 1 + Number(received.subarray(0, colon));
        if (received.length < end) return;
        const message = JSON.parse(received.subarray(colon + 1, end).toString());
        received = received.subarray(end);
        if (!Array.isArray(message)) resolve(send);
        else {
          const [, answered, error, result] = message;
          const {resolve, reject} = waiting.get(answered);
          waiting.delete(answered);
          if (error) reject(new Error(error.message));
          else resolve(result);
        }
      }
    });
  });
}
