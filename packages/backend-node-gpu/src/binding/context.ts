import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import type {CApi, Pointer} from './c-api.js';
import type {Status} from './status.js';

/** How TensorFlow runs in this process. */
export interface ContextOptions {
  /** Threads inside one operation. Default: one a core. */
  readonly threads?: number;
  /** Operations at the same time. Default: TensorFlow's choice. */
  readonly interOpThreads?: number;
  /** Which GPU to use, by TensorFlow's number; `false` for none. Default: the first one. */
  readonly gpu?: number | false;
  /** Take GPU memory as it is needed instead of nearly all at once. Default true. */
  readonly memoryGrowth?: boolean;
}

/** How a session runs, beside that. */
interface SessionOptions {
  /** Whether TensorFlow optimizes graphs, as it does in sessions unless told otherwise. Default true. */
  readonly optimized?: boolean;
}

/** A device that TensorFlow sees. */
export interface Device {
  /** TensorFlow's name, as in `/job:localhost/replica:0/task:0/device:GPU:0`. */
  readonly name: string;
  /** `CPU` or `GPU`. */
  readonly type: string;
}

/** A new eager context. It lives as long as the process. */
export function newContext(api: CApi, options: ContextOptions, status: Status): Pointer {
  const contextOptions = api.TFE_NewContextOptions();
  const config = encodeConfig(options);
  api.TFE_ContextOptionsSetConfig(contextOptions, config, config.length, status.pointer);
  status.check(() => 'configuration');
  const context = api.TFE_NewContext(contextOptions, status.pointer);
  api.TFE_DeleteContextOptions(contextOptions);
  status.check(() => 'opening a context');
  return context;
}

/** The devices of a context. */
export function listDevices(api: CApi, context: Pointer, status: Status): Device[] {
  const list = api.TFE_ContextListDevices(context, status.pointer);
  status.check(() => 'listing devices');
  const devices = Array.from({length: api.TF_DeviceListCount(list)}, (_, i) => ({
    name: api.TF_DeviceListName(list, i, status.pointer),
    type: api.TF_DeviceListType(list, i, status.pointer),
  }));
  api.TF_DeleteDeviceList(list);
  return devices;
}

/** A `ConfigProto` (tensorflow/core/protobuf/config.proto). */
export function encodeConfig({
  threads,
  interOpThreads,
  gpu,
  memoryGrowth = true,
  optimized = true,
}: ContextOptions & SessionOptions): Uint8Array {
  const config = new BinaryWriter();
  if (gpu === false) {
    const deviceCount = config.tag(1, WireType.LengthDelimited).fork();
    deviceCount.tag(1, WireType.LengthDelimited).string('GPU').tag(2, WireType.Varint).int32(0).join();
  }
  if (threads !== undefined) config.tag(2, WireType.Varint).int32(threads);
  if (interOpThreads !== undefined) config.tag(5, WireType.Varint).int32(interOpThreads);
  const gpuOptions = config.tag(6, WireType.LengthDelimited).fork();
  gpuOptions.tag(4, WireType.Varint).bool(memoryGrowth);
  if (typeof gpu === 'number') gpuOptions.tag(5, WireType.LengthDelimited).string(String(gpu));
  gpuOptions.join();
  config.tag(7, WireType.Varint).bool(true); // allow_soft_placement: operations without a GPU kernel run on the CPU
  if (!optimized) {
    const rewriteOptions = config.tag(10, WireType.LengthDelimited).fork().tag(10, WireType.LengthDelimited).fork();
    rewriteOptions.tag(19, WireType.Varint).bool(true).join().join(); // disable_meta_optimizer
  }
  return config.finish();
}
