import {DataError} from '../../error.js';

/**
 * Runs something that writes to `path`.
 *
 * @throws DataError `DISK_FULL` or `NOT_WRITABLE` if the system refuses for these reasons.
 */
export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const options = {cause: error};
    switch (error instanceof Error && 'code' in error ? error.code : '') {
      case 'ENOSPC':
      case 'EDQUOT':
        throw new DataError('DISK_FULL', `${path}: no space left on this disk. Free some, or choose another`, options);
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        throw new DataError('NOT_WRITABLE', `${path}: this user may not write there. Choose another folder`, options);
      case 'ENOTDIR':
      case 'EEXIST':
      case 'EISDIR':
        throw new DataError('NOT_WRITABLE', `${path}: a file stands where a folder should, or the reverse`, options);
      default:
        throw error;
    }
  }
}
