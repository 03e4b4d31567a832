import {BinaryReader} from '@bufbuild/protobuf/wire';

/** One operation as TensorFlow ran it. */
export interface OperationRun {
  /** Name of the node in the graph, after TensorFlow's own optimizations. */
  readonly node: string;
  /** Kind of operation, as `Conv2D`. */
  readonly operation: string;
  readonly device: string;
  readonly thread: number;
  /** Microseconds since the epoch. */
  readonly start: number;
  /** In microseconds. */
  readonly duration: number;
}

/** The operations in a `RunMetadata` message (tensorflow/core/protobuf/config.proto), in the order of their starts. */
export function decodeRunMetadata(bytes: Uint8Array): OperationRun[] {
  const runs: OperationRun[] = [];
  readFields(bytes, {
    1: stepStats => readFields(stepStats, {1: deviceStats => runs.push(...decodeDevice(deviceStats))}),
  });
  return runs.sort((a, b) => a.start - b.start);
}

/** `DeviceStepStats` (tensorflow/core/framework/step_stats.proto). */
function decodeDevice(bytes: Uint8Array): OperationRun[] {
  let device = '';
  const nodes: Uint8Array[] = [];
  readFields(bytes, {
    1: name => {
      device = text(name);
    },
    2: node => nodes.push(node),
  });
  return nodes.flatMap(node => decodeNode(node, device) ?? []);
}

/** `NodeExecStats`; undefined for what is no operation of the graph. */
function decodeNode(bytes: Uint8Array, device: string): OperationRun | undefined {
  let [node, label] = ['', ''];
  const numbers = new Map<number, number>();
  readFields(
    bytes,
    {
      1: name => {
        node = text(name);
      },
      8: value => {
        label = text(value);
      },
    },
    (field, value) => numbers.set(field, value),
  );
  // The label reads `NODE = OPERATION(INPUTS)`, with notes before it.
  const operation = / = ([\w>]+)\(/.exec(label)?.[1];
  if (!operation) return undefined;
  const [base = 0, from = 0, to = 0, thread = 0] = [2, 3, 4, 10].map(field => numbers.get(field));
  return {node, operation, device, thread, start: base + from, duration: fine(numbers) ?? to - from};
}

/** The duration from the fields in nanoseconds, which older versions lack. */
function fine(numbers: ReadonlyMap<number, number>): number | undefined {
  const [from, to] = [numbers.get(14) ?? 0, numbers.get(15)];
  return to === undefined ? undefined : (to - from) / 1000;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

/** Calls what reads each field: messages and texts by their numbers, integers all by one. */
function readFields(
  message: Uint8Array,
  readers: Readonly<Record<number, (bytes: Uint8Array) => unknown>>,
  onNumber?: (field: number, value: number) => void,
): void {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const read = readers[field];
    if (type === 2 && read) read(reader.bytes());
    else if (type === 0 && onNumber) onNumber(field, Number(reader.int64()));
    else reader.skip(type, field);
  }
}
