import {createHash} from 'node:crypto';
import {createWriteStream} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {ZipFile} from 'yazl';
import {libraryPaths} from '../install/contents.js';

/** What a small wheel made for a test holds. */
export interface FakeWheel {
  readonly name: string;
  readonly version: string;
  /** Content by path. Default: TensorFlow's two libraries, of 300 kB each, a header and a notice. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Lines for METADATA after `Requires-Dist:`. */
  readonly requires?: readonly string[];
  /** Digests to put into RECORD in place of the right ones, by path. */
  readonly digests?: Readonly<Record<string, string>>;
}

/** Content of the fake libraries: of some length, and hard to compress as real ones. */
export function libraryContent(seed: string): Buffer {
  const blocks = Array.from({length: 10_000}, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest());
  return Buffer.concat(blocks);
}

/** The default files of a fake wheel of TensorFlow. */
export function tensorFlowFiles(version: string): Record<string, Buffer> {
  const {library, framework} = libraryPaths();
  return {
    [library]: libraryContent(`library ${version}`),
    [framework]: libraryContent(`framework ${version}`),
    'tensorflow/include/tensorflow.h': Buffer.from('// not needed to run\n'),
    'tensorflow/THIRD_PARTY_NOTICES.txt': Buffer.from('notices\n'),
  };
}

/** Writes the wheel into `folder` and returns its path. RECORD has the line ends of TensorFlow's wheels. */
export async function writeWheel(
  folder: string,
  {name, version, files = tensorFlowFiles(version), requires = [], digests = {}}: FakeWheel,
): Promise<string> {
  const info = `${name.replaceAll('-', '_')}-${version}.dist-info`;
  const metadata = ['Metadata-Version: 2.4', `Name: ${name}`, ...requires.map(line => `Requires-Dist: ${line}`), ''];
  const contents = {...files, [`${info}/METADATA`]: metadata.join('\n')};
  const record = Object.entries(contents).map(([path, content]) => {
    const digest = digests[path] ?? createHash('sha256').update(content).digest('base64url');
    return `${path},sha256=${digest},${Buffer.byteLength(content)}\r\n`;
  });
  const zip = new ZipFile();
  for (const [path, content] of Object.entries({
    ...contents,
    [`${info}/RECORD`]: `${record.join('')}${info}/RECORD,,\r\n`,
  })) {
    zip.addBuffer(Buffer.from(content), path, {mode: path.includes('/bin/') ? 0o100755 : 0o100644});
  }
  zip.end();
  const path = join(folder, `${name.replaceAll('-', '_')}-${version}-cp312-cp312-any.whl`);
  await mkdir(dirname(path), {recursive: true});
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
