import {type ChildProcess, spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import {fileURLToPath} from 'node:url';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** How often a child's memory is looked at, in milliseconds. */
const INTERVAL = 50;

/** A try, and why it ended. */
export interface Try {
  readonly fits: boolean;
  /** The most memory that the process was seen to have, in bytes; undefined where the system does not tell. */
  readonly peak?: number;
}

/**
 * Runs the command line in a process of its own, which is ended where it takes more memory than it may. On Linux the
 * system would also end it before any other, should memory run out.
 *
 * @param argv words behind `residual`
 * @param limit bytes that the process may have
 */
export function tryInChild(argv: readonly string[], limit: number): Promise<Try> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...argv], {stdio: ['ignore', 'ignore', 'pipe']});
    let [peak, message] = [0, ''];
    preferAsVictim(child);
    const timer = setInterval(() => {
      peak = Math.max(peak, residentBytes(child) ?? 0);
      if (peak > limit) child.kill('SIGKILL');
    }, INTERVAL);
    child.stderr.setEncoding('utf8').on('data', text => {
      message += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(timer);
      if (code === 0 || signal !== null || isOutOfMemory(message)) resolve({fits: code === 0, ...(peak > 0 && {peak})});
      else reject(new Error(message.trim()));
    });
  });
}

/** Bytes that a step may take: what is free now, but for a tenth of the machine. */
export function freeBytes(): number {
  return availableBytes() - os.totalmem() / 10;
}

function availableBytes(): number {
  try {
    return 1024 * Number(/MemAvailable:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
  } catch {
    return os.freemem();
  }
}

/** What TensorFlow and Node write where memory cannot be had, on GPUs too. */
function isOutOfMemory(message: string): boolean {
  return /OOM when allocating|out of memory|RESOURCE_EXHAUSTED|bad_alloc|Array buffer allocation failed/i.test(message);
}

function residentBytes({pid}: ChildProcess): number | undefined {
  try {
    return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return undefined;
  }
}

function preferAsVictim({pid}: ChildProcess): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // Another system, or the process has ended already.
  }
}
