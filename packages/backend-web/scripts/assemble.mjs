// Compiles assembly/ to WebAssembly and embeds it in src/wasm/native/binary.ts, so that no bundler and no server has to find
// one more file. Two builds: the memory of TF.js's threaded binary is shared, and who imports it must say so.
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import asc from 'assemblyscript/asc';

const baseDir = fileURLToPath(new URL('../assembly', import.meta.url));
const target = fileURLToPath(new URL('../src/wasm/native/binary.ts', import.meta.url));
const common = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];

/** Compiles with the options and gives the binary as base64. */
async function assemble(options) {
  let binary;
  const writeFile = (_name, contents) => {
    binary = contents;
  };
  const flags = ['index.ts', '--outFile', 'kernels.wasm', '--baseDir', baseDir, ...common, ...options];
  const {error, stderr} = await asc.main(flags, {writeFile});
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}

const source = `// Compiled from assembly/ by scripts/assemble.mjs.
/** The kernels for a memory of one thread, base64. */
export const binary: string =
  '${await assemble([])}';
/** The kernels for a shared memory, base64. */
export const sharedBinary: string =
  '${await assemble(shared)}';
`;

let current;
try {
  current = readFileSync(target, 'utf8');
} catch {
  // The first build.
}
if (source !== current) {
  writeFileSync(`${target}.${process.pid}`, source);
  renameSync(`${target}.${process.pid}`, target);
}
