import {expect, test} from 'vitest';
import {run} from './run.js';

const environment = {PATH: '/usr/bin:/bin'};

test('output and status come back', async () => {
  const pieces: string[] = [];
  const onOutput = (text: string) => pieces.push(text);
  const end = await run('sh', ['-c', 'echo out; echo err >&2; exit 3'], {environment, onOutput});
  expect(end).toEqual({status: 3, signal: null, stdout: 'out\n', stderr: 'err\n'});
  expect(pieces.sort()).toEqual(['err\n', 'out\n']);
});

test('a program that is not there gives undefined', async () => {
  expect(await run('no-such-program', [], {environment})).toBeUndefined();
  expect(await run('/etc', [], {environment})).toBeUndefined();
});

test('a program past its time is ended', async () => {
  expect(await run('sleep', ['60'], {environment, timeoutSeconds: 0.1})).toMatchObject({signal: 'SIGKILL'});
});

test('an interruption ends what the program started, too: its output closes long before the sleep is over', async () => {
  const stop = new AbortController();
  const onOutput = () => stop.abort();
  const ended = run('sh', ['-c', 'echo started; sleep 600; true'], {environment, signal: stop.signal, onOutput});
  await expect(ended).rejects.toMatchObject({name: 'AbortError'});
});

test('nothing is started once the signal has fired', async () => {
  const signal = AbortSignal.abort();
  await expect(run('no-such-program', [], {environment, signal})).rejects.toMatchObject({name: 'AbortError'});
});
