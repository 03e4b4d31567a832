import {EngineError} from '../errors.js';
import {type Attribute, AttributeType, setAttributes} from './attributes.js';
import type {CApi, Pointer} from './c-api.js';
import {type ContextOptions, type Device, listDevices, newContext} from './context.js';
import {DType, dtypeName} from './dtypes.js';
import {Status} from './status.js';
import {readTensor, type TensorValues, writeTensor} from './tensor-data.js';

/** A tensor on the native side: its number in the binding, its shape and its TensorFlow dtype. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** A tensor that is made when somebody wants it. */
interface Deferred {
  readonly shape: readonly number[];
  readonly dtype: number;
  /** Gives the number of a tensor, which is taken over. */
  readonly make: () => number;
}

/**
 * The native half of tfjs-node, over TensorFlow's C API: what its `NodeJSKernelBackend` calls `binding`. Every tensor
 * is a `TFE_TensorHandle` under a number of its own; every kernel runs through `executeOp`.
 */
export class Binding {
  readonly TF_FLOAT: number = DType.float32;
  readonly TF_INT32: number = DType.int32;
  readonly TF_INT64: number = DType.int64;
  readonly TF_BOOL: number = DType.bool;
  readonly TF_COMPLEX64: number = DType.complex64;
  readonly TF_STRING: number = DType.string;
  readonly TF_RESOURCE: number = DType.resource;
  readonly TF_UINT8: number = DType.uint8;
  readonly TF_ATTR_STRING: number = AttributeType.string;
  readonly TF_ATTR_INT: number = AttributeType.int;
  readonly TF_ATTR_FLOAT: number = AttributeType.float;
  readonly TF_ATTR_BOOL: number = AttributeType.bool;
  readonly TF_ATTR_TYPE: number = AttributeType.type;
  readonly TF_ATTR_SHAPE: number = AttributeType.shape;
  readonly TF_Version: string;
  /** Whether what runs is written down, to run again on other tensors. */
  readonly isRecording: boolean = false;

  readonly api: CApi;
  readonly context: Pointer;
  readonly devices: readonly Device[];
  readonly #device: string | undefined;
  readonly #status: Status;
  readonly #handles = new Map<number, Pointer>();
  readonly #deferred = new Map<number, Deferred>();
  #nextId = 1;

  constructor(api: CApi, options: ContextOptions = {}) {
    this.api = api;
    this.TF_Version = api.TF_Version();
    this.#status = new Status(api);
    this.context = newContext(api, options, this.#status);
    this.devices = listDevices(api, this.context, this.#status);
    this.#device = this.devices.find(device => device.type === 'GPU')?.name;
  }

  isUsingGpuDevice(): boolean {
    return this.#device !== undefined;
  }

  getNumOfTensors(): number {
    return this.#handles.size + this.#deferred.size;
  }

  createTensor(shape: readonly number[], dtype: number, values: TensorValues): number {
    const tensor = writeTensor(this.api, shape, dtype, values);
    const handle = this.api.TFE_NewTensorHandle(tensor, this.#status.pointer);
    this.api.TF_DeleteTensor(tensor);
    this.#status.check(() => `making a tensor ${dtypeName(dtype)}[${shape.join(', ')}]`);
    return this.#register(handle);
  }

  deleteTensor(id: number): void {
    if (this.#deferred.delete(id)) return;
    this.api.TFE_DeleteTensorHandle(this.#handle(id));
    this.#handles.delete(id);
  }

  /** A tensor that is made when an operation takes it or its values are read, and not before. */
  deferTensor(tensor: Deferred): TensorMetadata {
    const id = this.#nextId++;
    this.#deferred.set(id, tensor);
    return this.metadata(id);
  }

  /** Whether it is a deferred tensor that nobody has made. */
  isDeferred(id: number): boolean {
    return this.#deferred.has(id);
  }

  /** Makes a deferred tensor now, if it is one that nobody has made nor deleted. */
  makeDeferred(id: number): void {
    const deferred = this.#deferred.get(id);
    if (!deferred) return;
    const made = deferred.make();
    this.#handles.set(id, this.#handle(made));
    this.#handles.delete(made);
    this.#deferred.delete(id);
  }

  /** The tensor on the host, as a `TF_Tensor` that the caller deletes. */
  resolve(id: number): Pointer {
    const tensor = this.api.TFE_TensorHandleResolve(this.#handle(id), this.#status.pointer);
    this.#status.check(() => `reading tensor ${this.#describe(id)}`);
    return tensor;
  }

  tensorDataSync(id: number): ReturnType<typeof readTensor> {
    const tensor = this.resolve(id);
    try {
      return readTensor(this.api, tensor, this.api.TFE_TensorHandleDataType(this.#handle(id)));
    } finally {
      this.api.TF_DeleteTensor(tensor);
    }
  }

  /** Runs an operation and waits for it. @throws EngineError `OPERATION_FAILED`, naming operation and inputs. */
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[] {
    const status = this.#status;
    const op = this.#newOp(name, attributes, inputs, status);
    const handles = new BigInt64Array(outputs);
    try {
      this.api.TFE_Execute(op, handles, Int32Array.of(outputs), status.pointer);
      status.check(() => this.#describeCall(name, inputs));
    } finally {
      this.api.TFE_DeleteOp(op);
    }
    return Array.from(handles, handle => this.metadata(this.#register(handle)));
  }

  /**
   * As `executeOp`, on a thread of its own: the event loop stays free meanwhile. The inputs must live until it is done.
   *
   * @returns the numbers of the outputs
   */
  executeOpAsync(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): Promise<number[]> {
    const status = new Status(this.api);
    // The other thread writes to these two: the callback below holds them until it is done.
    const handles = new BigInt64Array(outputs);
    const count = Int32Array.of(outputs);
    return new Promise((resolve, reject) => {
      const op = this.#newOp(name, attributes, inputs, status);
      this.api.TFE_Execute.async(op, handles, count, status.pointer, error => {
        this.api.TFE_DeleteOp(op);
        try {
          if (error) throw error;
          status.check(() => this.#describeCall(name, inputs));
          resolve(Array.from(handles.subarray(0, count[0]), handle => this.#register(handle)));
        } catch (failure) {
          reject(failure);
        } finally {
          status.dispose();
        }
      });
    });
  }

  /** Shape and dtype of a tensor. */
  metadata(id: number): TensorMetadata {
    const deferred = this.#deferred.get(id);
    if (deferred) return {id, shape: [...deferred.shape], dtype: deferred.dtype};
    const handle = this.#handle(id);
    const status = this.#status.pointer;
    const rank = this.api.TFE_TensorHandleNumDims(handle, status);
    this.#status.check(() => `finding the shape of tensor ${id}`);
    const shape = Array.from({length: rank}, (_, i) => Number(this.api.TFE_TensorHandleDim(handle, i, status)));
    return {id, shape, dtype: this.api.TFE_TensorHandleDataType(handle)};
  }

  #newOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], status: Status): Pointer {
    const op = this.api.TFE_NewOp(this.context, name, status.pointer);
    status.check(() => `operation ${name}`);
    try {
      if (this.#device) this.api.TFE_OpSetDevice(op, this.#device, status.pointer);
      for (const id of inputs) this.api.TFE_OpAddInput(op, this.#handle(id), status.pointer);
      status.check(() => this.#describeCall(name, inputs));
      setAttributes(this.api, op, attributes, status);
      return op;
    } catch (error) {
      this.api.TFE_DeleteOp(op);
      throw error;
    }
  }

  #register(handle: bigint): number {
    const id = this.#nextId++;
    this.#handles.set(id, handle);
    return id;
  }

  #handle(id: number): Pointer {
    this.makeDeferred(id);
    const handle = this.#handles.get(id);
    if (handle === undefined) throw new EngineError('BAD_TENSOR', `Tensor ${id} does not exist, or was disposed.`);
    return handle;
  }

  #describe(id: number): string {
    if (!this.#handles.has(id) && !this.#deferred.has(id)) return `(no tensor ${id})`;
    const {shape, dtype} = this.metadata(id);
    return `${dtypeName(dtype)}[${shape.join(', ')}]`;
  }

  #describeCall(name: string, inputs: readonly number[]): string {
    return `${name}(${inputs.map(id => this.#describe(id)).join(', ')})`;
  }
}
