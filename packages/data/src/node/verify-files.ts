import {checkFile, type KnownFile} from './check-file.js';
import type {FileVerification, Verification} from './entry.js';

/** How the files of a data set are verified. */
interface VerifyFilesOptions<File extends KnownFile> {
  readonly files: readonly File[];
  /** Where a file lies, if anywhere. */
  readonly find: (file: File) => Promise<string | undefined>;
  /** Throws if the file at `path` is not the right one. Default: {@link checkFile}. */
  readonly check?: (path: string, file: File) => Promise<void>;
}

/** Looks at all files of a data set. What is wrong with one is a result, not an error. */
export async function verifyFiles<File extends KnownFile>(
  dataset: string,
  {files, find, check = checkFile}: VerifyFilesOptions<File>,
): Promise<Verification> {
  const checks: FileVerification[] = [];
  for (const file of files) checks.push(await verifyFile(file, {path: await find(file), check}));
  return {name: dataset, ok: checks.every(({ok}) => ok), files: checks};
}

async function verifyFile<File extends KnownFile>(
  file: File,
  {path, check}: {path: string | undefined; check: (path: string, file: File) => Promise<void>},
): Promise<FileVerification> {
  if (!path) return {file: file.name, ok: false, problem: 'missing'};
  try {
    await check(path, file);
    return {file: file.name, path, ok: true};
  } catch (error) {
    return {file: file.name, path, ok: false, problem: error instanceof Error ? error.message : String(error)};
  }
}
