import type {PickleGlobals} from '@residual/pickle';
import type {Allowance} from '../bytes/allowance.js';
import {CoreError} from '../errors.js';
import type {SafeTensorType} from '../safetensors/types.js';
import {PickledTensor, viewOf} from './pickled-tensor.js';
import {StorageClass} from './storage.js';

/** A data type, as pickles name it. */
class DataType {
  readonly dtype: SafeTensorType;

  constructor(dtype: SafeTensorType) {
    this.dtype = dtype;
  }
}

/** The class of tensors, which pickles name but need not call. */
class TensorClass {}

/** Names of data types, and of the classes of storages of such. */
const types: readonly (readonly [SafeTensorType, name: string, storage?: string])[] = [
  ['F64', 'float64', 'DoubleStorage'],
  ['F32', 'float32', 'FloatStorage'],
  ['F16', 'float16', 'HalfStorage'],
  ['BF16', 'bfloat16', 'BFloat16Storage'],
  ['I64', 'int64', 'LongStorage'],
  ['I32', 'int32', 'IntStorage'],
  ['I16', 'int16', 'ShortStorage'],
  ['I8', 'int8', 'CharStorage'],
  ['U64', 'uint64'],
  ['U32', 'uint32'],
  ['U16', 'uint16'],
  ['U8', 'uint8', 'ByteStorage'],
  ['BOOL', 'bool', 'BoolStorage'],
];

type Arguments = readonly unknown[];

/** What a tensor without its values takes, in bytes, and each of its axes. */
const tensorCost = 512;
const axisCost = 16;

/** The longest set. */
const longestSet = 1024;

/**
 * What a checkpoint may name: the functions and classes of tensors, of their data types and of containers, and of
 * these only such as have no effect. PyTorch's own restricted reader allows the same and more
 * (torch/_weights_only_unpickler.py).
 *
 * @param tensors Takes every tensor that is made.
 * @param allowance What memory the containers are taken from.
 */
export function pytorchGlobals(tensors: PickledTensor[], allowance: Allowance): PickleGlobals {
  const make = (...view: ConstructorParameters<typeof PickledTensor>): PickledTensor => {
    allowance.take(tensorCost + axisCost * (view[0]?.shape.length ?? 0), 'a tensor of the file');
    const tensor = new PickledTensor(...view);
    tensors.push(tensor);
    return tensor;
  };
  const rebuilders = {
    'torch._utils._rebuild_tensor': (args: Arguments) => make(viewOf(args)),
    'torch._utils._rebuild_tensor_v2': (args: Arguments) => make(plain(args, args[6])),
    'torch._utils._rebuild_tensor_v3': (args: Arguments) => make(plain(args, args[7], args[6])),
    'torch._utils._rebuild_parameter': parameter,
    'torch._utils._rebuild_parameter_with_state': parameter,
  };
  const isRebuilder = new Set<unknown>(Object.values(rebuilders));
  const functions: Record<string, (args: Arguments) => unknown> = {
    ...rebuilders,
    'torch._tensor._rebuild_from_type_v2': ([rebuild, , args]) => {
      if (isRebuilder.has(rebuild) && Array.isArray(args)) return (rebuild as typeof parameter)(args);
      throw new CoreError('PICKLE_REFUSED', 'a tensor of the file is of a type that is not known: refused');
    },
    'torch.nn.parameter.Parameter': args => (args.length === 0 ? make() : parameter(args)),
    'torch.Size': ([lengths = []]) => takeList(lengths, allowance),
    'torch.device': ([type]) => (typeof type === 'string' ? type : null),
    'collections.OrderedDict': ([items = []]) => dictionary(items, allowance),
    'collections.Counter': ([items = []]) => dictionary(items, allowance),
    '_codecs.encode': ([text]) => latin1(text, allowance),
    'builtins.set': ([items = []]) => set(items, allowance),
    '__builtin__.set': ([items = []]) => set(items, allowance),
  };
  return new Map<string, unknown>([...Object.entries(functions), ...Object.entries(classes)]);
}

const classes: Record<string, unknown> = {
  'torch.Tensor': new TensorClass(),
  'torch.storage.UntypedStorage': new StorageClass(),
  'torch.storage._UntypedStorage': new StorageClass(),
};
for (const [dtype, name, storage] of types) {
  classes[`torch.${name}`] = new DataType(dtype);
  if (!storage) continue;
  classes[`torch.${storage}`] = new StorageClass(dtype);
  classes[`torch.cuda.${storage}`] = new StorageClass(dtype);
}

function parameter([data]: Arguments): PickledTensor {
  if (data instanceof PickledTensor) return data;
  throw corrupt('a parameter is no tensor');
}

/** The view that arguments describe, where nothing of it is still to be computed (a sign, a complex conjugate). */
function plain(args: Arguments, flags: unknown, type?: unknown): ReturnType<typeof viewOf> {
  if (flags instanceof Map && [...flags.values()].some(Boolean)) {
    throw new CoreError('FILE_UNSUPPORTED', 'a tensor of the file is a lazy negation or conjugate: save a copy of it');
  }
  if (type !== undefined && !(type instanceof DataType)) throw corrupt('a tensor has a data type that is none');
  return viewOf(args, type?.dtype);
}

function takeList(items: unknown, allowance: Allowance): unknown[] {
  if (!Array.isArray(items)) throw corrupt('a container is made of something that is no list');
  allowance.take(64 * items.length, 'a container of the file');
  return [...items];
}

/** A dictionary from a list of pairs, as Python 2 writes those that are ordered, or from another dictionary. */
function dictionary(items: unknown, allowance: Allowance): Map<unknown, unknown> {
  if (items instanceof Map) {
    allowance.take(64 * items.size, 'a container of the file');
    return new Map(items);
  }
  const pairs = takeList(items, allowance).map(pair => {
    const [key, value] = Array.isArray(pair) ? pair : [];
    if (typeof key !== 'string') throw corrupt('an ordered dictionary has a key that is no text');
    return [key, value] as const;
  });
  return new Map(pairs);
}

function set(items: unknown, allowance: Allowance): Set<unknown> {
  const list = takeList(items, allowance);
  if (list.length > longestSet) throw new CoreError('FILE_UNSUPPORTED', `the file has a set of ${list.length} values`);
  return new Set(list);
}

/** Bytes, as Python 3 writes them for Python 2. */
function latin1(text: unknown, allowance: Allowance): Uint8Array {
  if (typeof text !== 'string') throw corrupt('bytes are given as something that is no text');
  allowance.take(text.length, 'bytes of the file');
  return Uint8Array.from({length: text.length}, (_, i) => text.charCodeAt(i));
}

function corrupt(problem: string): CoreError {
  return new CoreError('FILE_CORRUPT', `the file is damaged: ${problem}`);
}
