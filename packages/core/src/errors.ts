/** What went wrong in this package, for programs; the message tells people. */
export type CoreErrorCode =
  /** No network has this name. */
  | 'UNKNOWN_MODEL'
  /** An option has a value that cannot be used. */
  | 'BAD_OPTION'
  /** An image is smaller than a window that has to slide over it. */
  | 'INPUT_TOO_SMALL'
  /** Two tensors that have to be added, or a block and its shortcut, differ in shape. */
  | 'SHAPE_MISMATCH'
  /** Batch statistics need more than one value a channel. */
  | 'BATCH_TOO_SMALL'
  /** A layer has a weight for which PyTorch has no name or layout. */
  | 'UNKNOWN_WEIGHT'
  /** Tensors do not fit a model's parameters: names missing, names left over, wrong shapes. */
  | 'PARAMETERS_MISMATCH'
  /** A layer, or the form of a model, has no counterpart in the format that it is exported to. */
  | 'CANNOT_EXPORT'
  /** A file would be larger than its format allows. */
  | 'TOO_LARGE'
  /** A file cannot be opened or read. */
  | 'FILE_UNREADABLE'
  /** A file is of no format that is known here. */
  | 'FILE_UNKNOWN'
  /** A file ends before what it announces does. */
  | 'FILE_TRUNCATED'
  /** A file contradicts itself, or the format that it begins as. */
  | 'FILE_CORRUPT'
  /** A file is of a known format, in a form that is not read here. */
  | 'FILE_UNSUPPORTED'
  /** A file would take far more memory than it is long. */
  | 'FILE_EXPANDS'
  /** A pickle asks for code, or for objects, that the values to be read do not need. */
  | 'PICKLE_REFUSED'
  /** A safetensors file ends before its header or its tensors do. */
  | 'SAFETENSORS_TRUNCATED'
  /** A safetensors header is too long, is not JSON of the right form, or has a name twice. */
  | 'SAFETENSORS_HEADER'
  /** A tensor's data type, shape and number of bytes contradict one another. */
  | 'SAFETENSORS_TENSOR'
  /** Tensors overlap, leave a hole or bytes over, or point outside the file. */
  | 'SAFETENSORS_OFFSETS';

/** Every error that this package throws on purpose. */
export class CoreError extends Error {
  override readonly name = 'CoreError';
  readonly code: CoreErrorCode;

  constructor(code: CoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
