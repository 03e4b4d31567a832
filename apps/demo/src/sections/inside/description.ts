import {signal} from '@preact/signals';
import {useEffect, useState} from 'preact/hooks';
import {onReplaced, openLab} from '../../lab/lab.js';
import type {DescribeOptions, Description} from './worker/describe.js';
import type {ListedNetwork} from './worker/list-networks.js';

/** What was asked of the worker and may still be waited for. */
interface Asked<T> {
  /** The last answer, which stays while the next one is awaited. */
  readonly value?: T;
  readonly reason?: string;
  readonly loading: boolean;
}

/** Answers by what was asked. A new engine means a new worker, which has to be asked again what the old one left open. */
const answers = new Map<string, Promise<unknown>>();
const worker = signal(0);
onReplaced(() => {
  answers.clear();
  worker.value++;
});

/** Every network of the registry. */
export function useNetworks(): Asked<ListedNetwork[]> {
  return useAnswer('list', async () => (await openLab('inside')).list());
}

/** A network, described by the worker; undefined asks nothing. Who asks for another waits for that one alone. */
export function useDescription(name: string | undefined, options: DescribeOptions): Asked<Description> {
  return useAnswer(name && JSON.stringify([name, options]), async () =>
    (await openLab('inside')).describe(name!, options),
  );
}

function useAnswer<T>(key: string | undefined, ask: () => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<Asked<T>>({loading: true});
  const generation = worker.value;
  useEffect(() => {
    let wanted = true;
    if (key === undefined) {
      setAnswer({loading: false});
      return;
    }
    const known = (answers.get(key) as Promise<T> | undefined) ?? ask();
    answers.set(key, known);
    setAnswer(({value}) => ({...(value !== undefined && {value}), loading: true}));
    known.then(
      value => wanted && setAnswer({value, loading: false}),
      (error: Error) => {
        answers.delete(key);
        if (wanted) setAnswer({reason: error.message, loading: false});
      },
    );
    return () => {
      wanted = false;
    };
  }, [key, generation]);
  return answer;
}
