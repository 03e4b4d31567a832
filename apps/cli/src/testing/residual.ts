import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach} from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  /** Called with everything that stdout has said so far; may send signals. */
  readonly onStdout?: (stdout: string, child: ChildProcess) => void;
}

/** Runs the built command line as a person does, in a process of its own. */
export function residual(argv: readonly string[], {cwd, env = {}, onStdout}: RunOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const {RESIDUAL_DATA_DIR: _, NO_COLOR: __, ...inherited} = process.env;
    const child = spawn(process.execPath, [MAIN, ...argv], {cwd, env: {...inherited, ...env}});
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
      onStdout?.(stdout, child);
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({code, stdout, stderr}));
  });
}

/** An empty folder for each test, gone after it. */
export function useFolder(): {readonly path: string} {
  const folder = {path: ''};
  beforeEach(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'residual-cli-'));
  });
  afterEach(() => rm(folder.path, {recursive: true, force: true}));
  return folder;
}
