import {readFile} from 'node:fs/promises';
import {DataError} from '../../error.js';
import {readError} from '../contents.js';

/** A line of a file of labels. */
export interface LabelledPath {
  /** As it stands there. */
  readonly file: string;
  readonly label: string;
}

const PATH_NAMES = ['path', 'file', 'filename', 'image', 'id'];
const LABEL_NAMES = ['label', 'class', 'category', 'breed', 'target'];

/**
 * Reads a CSV (RFC 4180) of images and their classes. A first line of names says which columns these are (`path` or
 * `file`, `label` or `class`, and the like); without it they are the first two.
 *
 * @throws DataError `FILE_MISSING`, `FILE_UNREADABLE`; `FILE_BROKEN` for a line without two values or a quote that is not
 * closed.
 */
export async function readLabels(path: string): Promise<LabelledPath[]> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw readError(path, error);
  });
  const rows = parseCsv(path, text.replace(/^\uFEFF/, ''));
  const names = rows[0]?.map(name => name.trim().toLowerCase()) ?? [];
  const columns = [PATH_NAMES, LABEL_NAMES].map(known => {
    return names.indexOf(known.find(name => names.includes(name)) ?? '-');
  });
  const isNamed = columns.every(column => column >= 0);
  const [file, label] = isNamed ? columns : [0, 1];
  const lines = rows.slice(isNamed ? 1 : 0);
  return lines.map((row, i) => {
    const [found, value] = [row[file!]?.trim(), row[label!]?.trim()];
    if (found && value) return {file: found, label: value};
    const line = i + (isNamed ? 2 : 1);
    throw new DataError('FILE_BROKEN', `${path}: line ${line}: expected a path and a label, got "${row.join(',')}"`);
  });
}

/** The rows of a CSV that are not empty. Quoted values may hold commas, line ends and doubled quotes. */
function parseCsv(path: string, text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === ',') continue;
    if (row.some(value => value !== '')) rows.push(row);
    row = [];
  }
  const quotes = text.split('"').length - 1;
  if (quotes % 2 === 1) throw new DataError('FILE_BROKEN', `${path}: a quote is not closed`);
  return rows;
}
