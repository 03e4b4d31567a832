import type {Environment} from './cache.js';
import type {Fetcher} from './fetcher.js';
import {run} from './run.js';

/**
 * uv, if it is on the path. It cannot save a wheel, so it unpacks one into the folder; it honours its own
 * configuration of indexes, picks the wheel for this system, and brings a Python of its own where there is none.
 */
export async function findUv(environment: Environment): Promise<Fetcher | undefined> {
  const answer = await run('uv', ['--version'], {environment, timeoutSeconds: 30});
  const name = /^uv \d\S*/.exec(answer?.status === 0 ? answer.stdout : '')?.[0];
  if (name === undefined) return undefined;
  return {
    name,
    fetch: ({requirement, python, folder, environment, signal}) =>
      run(
        'uv',
        [
          ...['pip', 'install', '--no-deps', '--only-binary', ':all:', '--no-progress'],
          ...['--target', folder, '--python-version', python, requirement],
        ],
        {environment, signal},
      ),
  };
}
