import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

/** The modules that a module imports at run time or for types, followed to the end. */
function reachable(module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  if (!module.startsWith('file:')) return seen;
  const source = readFileSync(fileURLToPath(module), 'utf8');
  for (const [, specifier] of source.matchAll(/from '([^']+)'/g)) {
    const next = specifier!.startsWith('.') ? new URL(specifier!.replace(/\.js$/, '.ts'), module).href : specifier!;
    reachable(next, seen);
  }
  return seen;
}

test('the main entry imports nothing of Node and no other package', () => {
  const modules = [...reachable(new URL('./index.ts', import.meta.url).href)];
  expect(modules.length).toBeGreaterThan(10);
  expect(modules.filter(module => !module.startsWith('file:') || module.includes('/src/node/'))).toEqual([]);
});
