/** Memory that grows by pages. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What this package needs of the global that browsers and Node have. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => {readonly exports: unknown};
};

const PAGE = 2 ** 16;

/**
 * The exports of a binary in base64 of which none is imported; `undefined` where no WebAssembly may run, as under a strict
 * content security policy.
 */
export function instantiate<Exports>(base64: string): Exports | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports as Exports;
  } catch {
    return undefined;
  }
}

/** The bytes of a memory, which then has at least `bytes` of them. Earlier arrays are no longer of use if it grew. */
export function bytesOf(memory: Memory, bytes: number): Uint8Array {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
  return new Uint8Array(memory.buffer);
}
