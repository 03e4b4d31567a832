// Compiles each folder of assembly/ to WebAssembly and embeds it in src/wasm, so that no bundler and no server has to find
// one more file.
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import asc from 'assemblyscript/asc';

const flags = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

for (const name of ['jpeg', 'resample']) {
  const target = fileURLToPath(new URL(`../src/wasm/${name}-binary.ts`, import.meta.url));
  const source = `// Compiled from assembly/${name} by scripts/assemble.mjs.
/** Base64. */
export const ${name}Binary: string =
  '${await assemble(name)}';
`;
  if (source === current(target)) continue;
  writeFileSync(`${target}.${process.pid}`, source);
  renameSync(`${target}.${process.pid}`, target);
}

/** Compiles a folder and gives the binary as base64. */
async function assemble(name) {
  let binary;
  const writeFile = (_name, contents) => {
    binary = contents;
  };
  const baseDir = fileURLToPath(new URL(`../assembly/${name}`, import.meta.url));
  const options = ['index.ts', '--outFile', `${name}.wasm`, '--baseDir', baseDir, ...flags];
  const {error, stderr} = await asc.main(options, {writeFile});
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return Buffer.from(binary).toString('base64');
}

function current(target) {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return undefined; // The first build.
  }
}
