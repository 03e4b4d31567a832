import {join, resolve} from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder for data sets: `RESIDUAL_DATA_DIR` if set, else `data` in this user's cache folder, where the platform
 * has it (`~/.cache/residual` on Linux, `~/Library/Caches/residual` on macOS, `%LOCALAPPDATA%\residual\Cache` on Windows).
 */
export function dataFolder(): string {
  return resolve(process.env.RESIDUAL_DATA_DIR || join(envPaths('residual', {suffix: ''}).cache, 'data'));
}
