import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {peers} from '../scripts/peers.mjs';

/**
 * A contestant's process. It lives from warm-up to the last round and works only when asked: so one works at a time.
 */
export class Player {
  /** What it runs on, in its own words. */
  about = '';
  #errors = '';
  #child;
  #lines;

  /**
   * @param {import('./contestants.mjs').Contestant} contestant
   * @param {'cpu' | 'cuda'} device
   */
  constructor(contestant, device) {
    this.contestant = contestant;
    this.device = device;
    this.#child = spawn(contestant.command, contestant.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {TF_CPP_MIN_LOG_LEVEL: '2', ...process.env, TORCHINDUCTOR_CACHE_DIR: join(peers, 'inductor')},
    });
    this.#child.on('error', error => {
      this.#errors += error.message;
    });
    // A process that has ended takes no more requests; `#ask` tells why from what it wrote.
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.setEncoding('utf8').on('data', text => {
      this.#errors += text;
    });
    this.#lines = createInterface({input: this.#child.stdout})[Symbol.asyncIterator]();
  }

  /** @param {import('./workload.mjs').Workload} workload */
  async open(workload) {
    const {about} = await this.#ask({workload, variant: this.contestant.variant, device: this.device});
    this.about = about;
  }

  /**
   * @param {number} steps
   * @returns {Promise<{losses: number[], seconds: number}>} the loss of each step, before its update
   */
  run(steps) {
    return this.#ask({steps});
  }

  /**
   * The most memory that the process itself has had resident, since it began or since `forgetPeak`.
   *
   * @returns {number | undefined} in MiB; undefined where the system does not tell (it does on Linux)
   */
  peakMemory() {
    return this.#memory('VmHWM');
  }

  /** Has `peakMemory` begin anew with what is resident now, where the system can do that. */
  forgetPeak() {
    try {
      writeFileSync(`/proc/${this.#child.pid}/clear_refs`, '5');
    } catch {
      // Not Linux.
    }
  }

  /**
   * The memory that the process itself has resident now.
   *
   * @returns {number | undefined} as `peakMemory`
   */
  residentMemory() {
    return this.#memory('VmRSS');
  }

  /** @param {string} field of Linux's /proc/PID/status */
  #memory(field) {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  /** @returns {Promise<void>} when the process has ended, and its memory is free */
  close() {
    const ended = new Promise(resolve => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve(undefined);
      else this.#child.once('exit', resolve);
    });
    this.#child.kill();
    return ended;
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  async #ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const {value, done} = await this.#lines.next();
      if (done) throw new Error(`${this.contestant.title} ended: ${lastLines(this.#errors) || 'no message'}`);
      // Libraries may write lines of their own.
      if (!value.startsWith('{')) continue;
      const answer = JSON.parse(value);
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    }
  }
}

/** @param {string} text */
function lastLines(text) {
  return text.trim().split('\n').slice(-5).join('\n');
}
