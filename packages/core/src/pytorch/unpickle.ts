import {
  PickleError,
  type PickleErrorCode,
  type PickleOptions,
  unpickle as read,
  type Unpickled,
} from '@residual/pickle';
import {CoreError, type CoreErrorCode} from '../errors.js';

const codes: Record<PickleErrorCode, CoreErrorCode> = {
  PICKLE_REFUSED: 'PICKLE_REFUSED',
  PICKLE_CORRUPT: 'FILE_CORRUPT',
  PICKLE_TRUNCATED: 'FILE_TRUNCATED',
};

/**
 * As `unpickle` of `@residual/pickle`, with this package's errors.
 *
 * @throws CoreError `PICKLE_REFUSED`, `FILE_CORRUPT`, `FILE_TRUNCATED` or `FILE_EXPANDS`.
 */
export function unpickle(bytes: Uint8Array, options: PickleOptions & {start?: number}): Unpickled {
  try {
    return read(bytes, options);
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    throw new CoreError(codes[error.code], error.message, {cause: error});
  }
}
