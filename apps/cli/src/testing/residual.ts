import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Writable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll} from 'vitest';
import {run} from '../program.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Called with all that stdout has said so far; may send a signal. */
export type Watch = (stdout: string, child: ChildProcess) => void;

interface SpawnOptions {
  readonly watch?: Watch;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder of its own for a test file, in which it runs the built program as a person does. */
export interface Workplace {
  /** Path of the folder, or of something in it. */
  at(...parts: string[]): string;
  /** Runs the words of a command line behind `residual` in a process of its own. */
  residual(line: string, options?: SpawnOptions): Promise<Outcome>;
}

/** Makes the workplace before all tests of a file and removes it after them. */
export function useWorkplace(): Workplace {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'residual-cli-'));
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));
  return {
    at: (...parts) => join(folder, ...parts),
    residual: (line, options) => spawned(line.split(' '), {cwd: folder, ...options}),
  };
}

function spawned(argv: readonly string[], {cwd, watch, env}: SpawnOptions & {cwd: string}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const {RESIDUAL_DATA_DIR: _, FORCE_COLOR: __, ...inherited} = process.env;
    const child = spawn(process.execPath, [MAIN, ...argv], {cwd, env: {...inherited, ...env}});
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
      watch?.(stdout, child);
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({code, stdout, stderr}));
  });
}

/** Runs a command line in this process. For commands that end before they load an engine. */
export async function residualHere(argv: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const stdout = new Collector();
  const stderr = new Collector();
  const code = await run(argv, {stdout, stderr, env});
  return {code, stdout: stdout.text, stderr: stderr.text};
}

/** A stream that keeps what is written to it. */
export class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** The values in lines of JSON. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}
