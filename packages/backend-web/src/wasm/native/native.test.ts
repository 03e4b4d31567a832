import {expect, test} from 'vitest';
import {binary, sharedBinary} from './binary.js';

const heap = {malloc: () => 0, free: () => {}};
const bytes = (base64: string) => Uint8Array.from(atob(base64), character => character.charCodeAt(0));

test.each([
  ['one thread', binary, new WebAssembly.Memory({initial: 1})],
  ['shared', sharedBinary, new WebAssembly.Memory({initial: 1, maximum: 1024, shared: true})],
])('instantiating the kernels writes nothing into the memory that is not theirs: %s', async (_, base64, memory) => {
  new Uint8Array(memory.buffer).fill(7);
  const {instance} = await WebAssembly.instantiate(bytes(base64), {env: {memory}, heap});
  expect(Object.keys(instance.exports)).toContain('filterGradient');
  expect(new Uint8Array(memory.buffer).every(byte => byte === 7)).toBe(true);
});
