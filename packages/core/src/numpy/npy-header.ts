import {CoreError} from '../errors.js';
import {isLengths, type SafeTensorType} from '../safetensors/types.js';

/** What the header of an array file says. */
export interface NpyHeader {
  dtype: SafeTensorType;
  shape: number[];
  /** Whether the first axis is the one whose neighbours lie side by side. */
  fortranOrder: boolean;
}

/** NumPy's names of the data types, without the byte order. */
const types: Readonly<Record<string, SafeTensorType>> = {
  f8: 'F64',
  f4: 'F32',
  f2: 'F16',
  i8: 'I64',
  i4: 'I32',
  i2: 'I16',
  i1: 'I8',
  u8: 'U64',
  u4: 'U32',
  u2: 'U16',
  u1: 'U8',
  b1: 'BOOL',
};

/** The most axes that NumPy gives an array. */
const mostAxes = 64;

const entry = /\s*'(\w+)'\s*:\s*('[^']*'|True|False|\([^()]*\))\s*(?:,|$)/y;

/**
 * Reads the text of a header, which is a dictionary in Python's notation:
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
 *
 * @param what The array, for the message.
 * @throws CoreError `FILE_CORRUPT`; `FILE_UNSUPPORTED` for types other than numbers in little-endian order.
 */
export function parseNpyHeader(text: string, what: string): NpyHeader {
  const corrupt = (): CoreError => new CoreError('FILE_CORRUPT', `${what}: its header cannot be understood`);
  const content = /^\{(.*)\}$/s.exec(text.trimEnd())?.[1];
  if (content === undefined) throw corrupt();
  const fields = parseFields(content.trimEnd());
  const descr = fields.get('descr');
  const shape = fields.get('shape');
  const fortranOrder = fields.get('fortran_order');
  // A list describes an array of records.
  if (/'descr'\s*:\s*\[/.test(content)) throw unsupported(what, 'records');
  if (descr === undefined || shape === undefined || !fortranOrder || fields.size !== 3) throw corrupt();
  const lengths = parseTuple(shape);
  if (lengths.length > mostAxes || !isLengths(lengths)) throw corrupt();
  return {dtype: dataType(descr.slice(1, -1), what), shape: lengths, fortranOrder: fortranOrder === 'True'};
}

/** Numbers from `(3, 4)`, `(3,)` or `()`; NaN for what is none. Python 2 wrote `(3L, 4L)`. */
function parseTuple(text: string): number[] {
  const items = text
    .slice(1, -1)
    .split(',')
    .map(item => item.trim());
  if (items.at(-1) === '') items.pop();
  return items.map(item => (/^\d+L?$/.test(item) ? Number.parseInt(item, 10) : Number.NaN));
}

function parseFields(content: string): Map<string, string> {
  const fields = new Map<string, string>();
  entry.lastIndex = 0;
  for (let match = entry.exec(content); match; match = entry.exec(content)) {
    fields.set(match[1]!, match[2]!);
    if (entry.lastIndex === content.length) break;
  }
  return fields;
}

function dataType(descr: string, what: string): SafeTensorType {
  const order = descr[0];
  const name = descr.slice(1);
  const dtype = Object.hasOwn(types, name) ? types[name] : undefined;
  if (!dtype) throw unsupported(what, `values of type '${descr.slice(0, 20)}'`);
  if (order === '>' && !name.endsWith('1')) throw unsupported(what, `big-endian values ('${descr}')`);
  return dtype;
}

function unsupported(what: string, content: string): CoreError {
  return new CoreError('FILE_UNSUPPORTED', `${what} has ${content}: save it with little-endian numbers, as '<f4'`);
}
