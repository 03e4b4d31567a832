import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import {type DataType, type TensorInfo, util} from '@tensorflow/tfjs-core';
import {WebEngineError} from '../../errors.js';
import {binary, sharedBinary} from './binary.js';
import type {Address, NativeExports} from './exports.js';
import {WINDOW_FIELDS, type Window} from './window.js';

/** What TF.js's Emscripten module shows of itself, as far as it is used here. */
interface WasmModule {
  asm: {memory?: WebAssembly.Memory; malloc(size: number): Address; free(address: Address): void};
  /** In the threaded build, whose memory is made outside and shared. */
  wasmMemory?: WebAssembly.Memory;
}

/** Our compiled kernels in the memory of one WASM backend: they read and write its tensors where these lie. */
export class Native {
  readonly run: NativeExports;
  private readonly memory: WebAssembly.Memory;
  private readonly windowAddress: Address;

  constructor(private readonly backend: BackendWasm) {
    const {asm, wasmMemory} = backend.wasm as unknown as WasmModule;
    this.memory = (asm.memory ?? wasmMemory)!;
    const malloc = (size: number): Address => {
      // Past 2 GB an address comes as a negative number.
      const address = asm.malloc(size) >>> 0;
      if (address === 0) throw outOfMemory(size);
      return address;
    };
    const imports = {env: {memory: this.memory}, heap: {malloc, free: asm.free}};
    this.run = new WebAssembly.Instance(compiled(wasmMemory !== undefined), imports).exports as never;
    this.windowAddress = malloc(WINDOW_FIELDS.length * 4);
  }

  /**
   * A new tensor; its values are whatever lay there.
   *
   * @throws WebEngineError `OUT_OF_MEMORY`; TF.js itself would go on with address 0.
   */
  output(shape: number[], dtype: DataType = 'float32'): TensorInfo {
    const bytes = util.sizeFromShape(shape) * util.bytesPerElement(dtype);
    if (bytes >= 2 ** 32) throw outOfMemory(bytes);
    const tensor = this.backend.makeOutput(shape, dtype);
    if (this.address(tensor) !== 0) return tensor;
    this.backend.disposeData(tensor.dataId);
    throw outOfMemory(bytes);
  }

  /** Where the numbers of a tensor begin. */
  address(tensor: TensorInfo): Address {
    return this.backend.getMemoryOffset(tensor.dataId);
  }

  /** The numbers of a tensor where they lie; good until the next allocation. */
  values(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array {
    return this.backend.typedArrayFromHeap(tensor) as Float32Array | Int32Array | Uint8Array;
  }

  /** Writes the sizes for the next kernel, and gives their address. */
  window(window: Window): Address {
    new Int32Array(this.memory.buffer, this.windowAddress).set(WINDOW_FIELDS.map(field => window[field]));
    return this.windowAddress;
  }
}

function outOfMemory(bytes: number): WebEngineError {
  const message = `WASM expected ${bytes} bytes more memory, of 4 GB at most, and got none: use smaller batches.`;
  return new WebEngineError('OUT_OF_MEMORY', message);
}

const natives = new WeakMap<object, Native>();

/** Our kernels in the memory of this backend. */
export function nativeOf(backend: object): Native {
  let native = natives.get(backend);
  if (!native) {
    native = new Native(backend as BackendWasm);
    natives.set(backend, native);
  }
  return native;
}

const modules: Partial<Record<'plain' | 'shared', WebAssembly.Module>> = {};

function compiled(shared: boolean): WebAssembly.Module {
  const bytes = (base64: string) => Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  modules[shared ? 'shared' : 'plain'] ??= new WebAssembly.Module(bytes(shared ? sharedBinary : binary));
  return modules[shared ? 'shared' : 'plain']!;
}
