/**
 * What went wrong, for programs.
 *
 * - `INVALID_ARGUMENT`: a value that the caller gave; nothing was read or written.
 * - `INVALID_SAMPLE`: a source or a transform made samples that do not fit together.
 * - `UNKNOWN_DATASET`, `UNKNOWN_WEIGHTS`: no data set, no weights have that name.
 * - `FILE_MISSING`, `FILE_EMPTY`, `FILE_BROKEN`: not there; no bytes; truncated, corrupted or of another format.
 * - `FILE_UNREADABLE`: there, but the system refuses to read it.
 * - `FILE_MISMATCH`: a whole file, but not the one expected: swapped, or of another data set.
 * - `WORKER_FAILED`: a thread that reads images has ended, or was ended.
 * - `DOWNLOAD_FAILED`: no mirror gave the file.
 * - `DISK_FULL`, `NOT_WRITABLE`: the folder cannot take the file.
 */
export type DataErrorCode =
  | 'INVALID_ARGUMENT'
  | 'INVALID_SAMPLE'
  | 'UNKNOWN_DATASET'
  | 'UNKNOWN_WEIGHTS'
  | 'FILE_MISSING'
  | 'FILE_EMPTY'
  | 'FILE_BROKEN'
  | 'FILE_UNREADABLE'
  | 'FILE_MISMATCH'
  | 'WORKER_FAILED'
  | 'DOWNLOAD_FAILED'
  | 'DISK_FULL'
  | 'NOT_WRITABLE';

/** The error of this package. The message says what was expected, what came, and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;

  constructor(code: DataErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
