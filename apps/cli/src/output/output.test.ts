import {expect, test, vi} from 'vitest';
import {Collector} from '../testing/residual.js';
import {createOutput} from './output.js';
import {hasColors} from './terminal.js';

function streams({terminal = false, env = {}}: {terminal?: boolean; env?: Record<string, string>} = {}) {
  const make = () => Object.assign(new Collector(), {isTTY: terminal, columns: 100});
  return {stdout: make(), stderr: make(), env};
}

test('people get text on stdout, programs get JSON, both get notes on stderr', () => {
  for (const [json, expected] of [
    [false, 'text\n'],
    [true, '{"a":1}\n'],
  ] as const) {
    const to = streams();
    const output = createOutput({json, streams: to});
    output.print('text');
    output.emit({a: 1});
    output.note('note');
    expect([to.stdout.text, to.stderr.text]).toEqual([expected, 'note\n']);
  }
});

test.each<[boolean, Record<string, string>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, {NO_COLOR: '1'}, false],
  [true, {NO_COLOR: ''}, true],
  [true, {TERM: 'dumb'}, false],
  [false, {FORCE_COLOR: '1'}, true],
  [false, {FORCE_COLOR: '0'}, false],
  [true, {FORCE_COLOR: '1', NO_COLOR: '1'}, false],
])('terminal %s with %j: colour %s', (terminal, env, expected) => {
  expect(hasColors(streams({terminal}).stdout, env)).toBe(expected);
});

test('progress is a bar on a terminal', () => {
  const to = streams({terminal: true});
  const bar = createOutput({streams: to}).progress({label: 'epoch 1/2', total: 4});
  bar.update(3, 'loss 0.1');
  bar.stop();
  expect(to.stderr.text).toMatch(/epoch 1\/2 \S{16} 0\/4/);
  expect(to.stdout.text).toBe('');
});

test('progress is a line now and then in a pipe', () => {
  vi.useFakeTimers();
  const to = streams();
  const lines = createOutput({streams: to}).progress({label: 'epoch 1/2', total: 40});
  for (let i = 1; i <= 40; i++) {
    vi.advanceTimersByTime(1000);
    lines.update(i, `loss ${i}`);
  }
  lines.stop();
  vi.useRealTimers();
  expect(to.stderr.text.split('\n').filter(Boolean)).toEqual([10, 20, 30, 40].map(i => `epoch 1/2 ${i}/40  loss ${i}`));
});

test('progress is silent with --json', () => {
  const to = streams({terminal: true});
  const silent = createOutput({json: true, streams: to}).progress({label: 'x', total: 1});
  silent.update(1);
  silent.stop();
  expect(to.stderr.text + to.stdout.text).toBe('');
});
