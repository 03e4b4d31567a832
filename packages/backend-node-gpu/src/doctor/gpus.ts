import {EngineError} from '../errors.js';
import type {Environment} from '../install/cache.js';
import {run} from '../install/run.js';

/** An NVIDIA GPU. */
export interface Gpu {
  readonly name: string;
  /** Bytes of its memory. */
  readonly memory: number;
  /** Version of the driver. */
  readonly driver: string;
}

const QUERY = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader,nounits'];

/**
 * The NVIDIA GPUs of this machine, from the driver's `nvidia-smi`; none without that program.
 *
 * @throws EngineError `OPERATION_FAILED` when the program is there but fails, as with a driver that is not loaded.
 */
export async function gpus(environment: Environment = process.env): Promise<Gpu[]> {
  const answer = await run('nvidia-smi', QUERY, {environment, timeoutSeconds: 20});
  if (answer === undefined) return [];
  if (answer.status !== 0) {
    const words = `${answer.stdout}${answer.stderr}`.trim();
    throw new EngineError('OPERATION_FAILED', `nvidia-smi failed: ${words || `status ${answer.status}`}`);
  }
  return answer.stdout
    .split('\n')
    .map(line => line.split(',').map(field => field.trim()))
    .filter(fields => fields.length === 3)
    .map(([name, mebibytes, driver]) => ({name: name!, memory: Number(mebibytes) * 2 ** 20, driver: driver!}));
}
