/** Bytes of typed arrays and buffers that have been allocated since the counting began. */
export interface AllocationCount {
  bytes: number;
}

const names = [
  'ArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/** Counts from now on, in modules that are imported later: earlier ones may have kept the constructors as they were. */
export function countAllocations(): AllocationCount {
  const count: AllocationCount = {bytes: 0};
  for (const name of names) {
    const counted = new Proxy(globalThis[name] as new (...args: unknown[]) => ArrayBuffer, {
      construct(target, args, newTarget): ArrayBuffer {
        const made = Reflect.construct(target, args, newTarget);
        // What is made on a buffer takes no memory of its own.
        if (!(args[0] instanceof ArrayBuffer)) count.bytes += made.byteLength;
        return made;
      },
    });
    Object.defineProperty(globalThis, name, {value: counted, configurable: true, writable: true});
  }
  return count;
}
