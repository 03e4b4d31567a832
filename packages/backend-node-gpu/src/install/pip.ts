import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Environment} from './cache.js';
import type {Fetcher, FetchOptions} from './fetcher.js';
import {pythons} from './python.js';
import {type Finished, run} from './run.js';
import {folderSize} from './space.js';

/** The first pip that takes several `--platform` options. */
const OLDEST = [20, 3] as const;
const POLL_MS = 300;

/** pip of the active Python, or another one on the path; undefined without one that is recent enough. */
export async function findPip(environment: Environment): Promise<Fetcher | undefined> {
  const commands = [...pythons(environment).map(python => [python, '-m', 'pip']), ['pip3'], ['pip']];
  for (const [command, ...before] of commands as [string, ...string[]][]) {
    const answer = await run(command, [...before, '--version'], {environment, timeoutSeconds: 30});
    const found = /^pip (\d+)\.(\d+)\S*/.exec(answer?.status === 0 ? answer.stdout : '');
    const [major, minor] = [Number(found?.[1]), Number(found?.[2])];
    if (found && (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))) {
      return {name: found[0], fetch: options => download(command, before, options)};
    }
  }
  return undefined;
}

/** pip writes the wheel into a temporary folder as it comes, and moves it to `folder` when it is whole. */
async function download(
  command: string,
  before: readonly string[],
  {requirement, python, tags, folder, environment, signal, onProgress}: FetchOptions,
): Promise<Finished | undefined> {
  const temporary = join(folder, '.tmp');
  await mkdir(temporary);
  let total = 0;
  let most = 0;
  const poll = setInterval(async () => {
    most = Math.max(most, await folderSize(temporary));
    if (total > 0) onProgress(Math.min(1, most / total));
  }, POLL_MS);
  try {
    return await run(command, [...before, ...parametersFor({requirement, python, tags, folder})], {
      environment: {...environment, TMPDIR: temporary, PYTHONUNBUFFERED: '1'},
      signal,
      onOutput: text => {
        total = announcedBytes(text) ?? total;
      },
    });
  } finally {
    clearInterval(poll);
  }
}

/** No index is named: pip's own configuration says where wheels come from. */
function parametersFor({
  requirement,
  python,
  tags,
  folder,
}: Pick<FetchOptions, 'requirement' | 'python' | 'tags' | 'folder'>) {
  return [
    ...['download', '--no-deps', '--only-binary=:all:', '--no-input', '--disable-pip-version-check'],
    ...['--progress-bar', 'off', '--dest', folder],
    ...['--implementation', 'cp', '--python-version', python, '--abi', `cp${python.replace('.', '')}`],
    ...tags.flatMap(tag => ['--platform', tag]),
    requirement,
  ];
}

/** The size in pip's line `Downloading NAME.whl (273.8 MB)`, in bytes. */
export function announcedBytes(text: string): number | undefined {
  const found = /Downloading \S+\.whl \((\d+(?:\.\d+)?) (bytes|kB|MB|GB)\)/.exec(text);
  if (!found) return undefined;
  return Number(found[1]) * {bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9}[found[2] as 'bytes' | 'kB' | 'MB' | 'GB'];
}
