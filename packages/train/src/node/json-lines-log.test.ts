import {appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type Checkpoint, decodeCheckpoint} from '../checkpoint/checkpoint.js';
import {memoryCheckpoints} from '../checkpoint/store.js';
import type {TrainEvent} from '../events.js';
import {type FitOptions, fit} from '../fit.js';
import {timeless, tinyRun} from '../testing/tiny.js';
import {jsonLinesLog} from './json-lines-log.js';

describe('jsonLinesLog', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'residual-log-'));
    path = join(folder, 'runs', 'log.jsonl');
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const read = (): TrainEvent[] => {
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    return lines.map(line => JSON.parse(line));
  };

  /** Runs and logs, up to the event that `until` names. */
  async function log(options: Partial<FitOptions>, until: (event: TrainEvent) => boolean = () => false) {
    const resume = options.resume?.state;
    const file = jsonLinesLog(path, resume && {resume});
    for await (const event of fit({...tinyRun(), ...options})) {
      file.write(event);
      if (until(event)) break;
    }
    file.close();
  }

  test('holds every event, one a line', async () => {
    const events: TrainEvent[] = [];
    const file = jsonLinesLog(path);
    for await (const event of fit(tinyRun())) {
      events.push(event);
      file.write(event);
    }
    file.close();
    expect(read()).toEqual(events);
  });

  test.each([0, 1, 2, 3, 4])('reads as if there had been no break after a kill behind step %i', async killed => {
    await log({checkpoints: memoryCheckpoints()});
    const happened = () => timeless(read().filter(({type}) => type === 'step' || type === 'epoch'));
    const expected = happened();
    rmSync(path);

    const checkpoints = memoryCheckpoints();
    const checkpointEvery = {steps: 2};
    await log({checkpoints, checkpointEvery}, event => event.type === 'step' && event.step === killed);
    appendFileSync(path, '{"type":"step","st');
    const bytes = await checkpoints.load('last');
    const resume: Checkpoint | undefined = bytes && decodeCheckpoint(bytes);
    if (!resume) rmSync(path);
    await log({checkpoints, checkpointEvery, ...(resume && {resume})});
    expect(happened()).toEqual(expected);
  });

  test('drops an epoch that the checkpoint, written before its end, will give again', () => {
    const step = {batch: 0, loss: 1, correct: 1, samples: 4, learningRate: 0.1, seconds: 1};
    const train = {loss: 1, accuracy: 0.5, correct: 2, samples: 4};
    const events: TrainEvent[] = [
      {type: 'step', step: 0, epoch: 0, ...step},
      {type: 'epoch', step: 1, epoch: 0, train, seconds: 1, learningRate: 0.1},
      {type: 'checkpoint', kind: 'last', location: 'here', step: 1, epoch: 1},
      {type: 'end', reason: 'interrupted', step: 2, epoch: 1},
    ];
    const file = jsonLinesLog(path);
    for (const event of events) file.write(event);
    file.close();
    jsonLinesLog(path, {resume: {step: 1, epoch: 0}}).close();
    expect(read()).toEqual([events[0], events[2]]);
  });

  test('appends to an older log', async () => {
    await log({epochs: 1});
    await log({epochs: 1});
    expect(read().filter(({type}) => type === 'start')).toHaveLength(2);
  });

  test.skipIf(!existsSync('/dev/full'))('says that the disk is full, and leaves the old log as it was', () => {
    const old = '{"type":"end"}\n{"type":"st';
    const file = join(folder, 'log.jsonl');
    writeFileSync(file, old);
    symlinkSync('/dev/full', `${file}.partial`);
    expect(() => jsonLinesLog(file)).toThrow(
      expect.objectContaining({
        code: 'LOG_NOT_WRITTEN',
        message: expect.stringMatching(/log\.jsonl could not be written: the disk is full/),
      }),
    );
    expect(readFileSync(file, 'utf8')).toBe(old);
  });

  test('says so when it can no longer write', () => {
    const file = jsonLinesLog(path);
    file.close();
    expect(() => file.write({type: 'end', reason: 'finished', step: 1, epoch: 1})).toThrow(
      expect.objectContaining({code: 'LOG_NOT_WRITTEN', message: expect.stringMatching(/EBADF/)}),
    );
  });

  test('refuses a place that cannot be a folder', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => jsonLinesLog(join(folder, 'file', 'log.jsonl'))).toThrow(
      expect.objectContaining({code: 'LOG_NOT_WRITTEN'}),
    );
  });
});
