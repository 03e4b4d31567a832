import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type FileProblem, isImageName, listFiles} from '@residual/data/node';
import {glob, isDynamicPattern} from 'tinyglobby';
import {CliError} from '../errors.js';

/** Pictures that were asked for. */
export interface Pictures {
  /** Paths, in the order asked for, each once. */
  readonly files: readonly string[];
  /** What cannot be looked through, or has no picture in it. */
  readonly problems: readonly FileProblem[];
}

/**
 * The pictures that words of a command line name: files, folders with all pictures below them, and patterns such as
 * `photos/*.jpg`, for where no shell expands them. A file that is not there counts: reading it says what is wrong.
 * Throws CliError `NO_PICTURES` where there are none at all.
 */
export async function findPictures(words: readonly string[]): Promise<Pictures> {
  const files = new Set<string>();
  const problems: FileProblem[] = [];
  for (const word of words) {
    const found = await lookUp(word);
    for (const file of found.files) files.add(file);
    problems.push(...found.problems);
  }
  if (files.size > 0) return {files: [...files], problems};
  throw new CliError(`There are no pictures to classify: ${problems.map(({problem}) => problem).join('; ')}.`, {
    code: 'NO_PICTURES',
    exit: 'data',
    mend: 'Name files (JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG), folders of them, or patterns in quotes.',
  });
}

async function lookUp(word: string): Promise<Pictures> {
  const found = await stat(word).catch(() => undefined);
  if (found?.isDirectory()) {
    const tree = await listFiles(word);
    const files = tree.files.filter(isImageName).map(file => join(word, file));
    return files.length > 0
      ? {files, problems: tree.problems}
      : nothing(word, 'there is no picture in it', tree.problems);
  }
  if (found || !isDynamicPattern(word)) return {files: [word], problems: []};
  const files = (await glob(word, {expandDirectories: false})).filter(isImageName).sort();
  return files.length > 0 ? {files, problems: []} : nothing(word, 'no picture has such a name');
}

function nothing(word: string, why: string, others: readonly FileProblem[] = []): Pictures {
  return {files: [], problems: [...others, {file: word, problem: `${word}: ${why}`}]};
}
