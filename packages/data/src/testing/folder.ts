import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach} from 'vitest';

/** Makes empty folders that are gone after each test. Call at the top of a test file. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, {recursive: true, force: true});
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'residual-data-'));
    made.push(folder);
    return folder;
  };
}
