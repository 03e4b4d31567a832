import {describe, expect, test} from 'vitest';
import {decodeCheckpoint} from './checkpoint/checkpoint.js';
import {type CheckpointKind, memoryCheckpoints} from './checkpoint/store.js';
import type {TrainEvent} from './events.js';
import {type FitOptions, fit} from './fit.js';
import {collect, nameOf, timeless, tinyData, tinyModel, tinyRun, weightsOf} from './testing/tiny.js';

describe('an interrupted run', () => {
  /** Runs until the signal that `when` gives; returns the events and what was kept. */
  async function interrupt(options: FitOptions, when: (event: TrainEvent) => boolean) {
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    const events: TrainEvent[] = [];
    for await (const event of fit({...options, checkpoints, signal: controller.signal})) {
      events.push(event);
      if (when(event)) controller.abort();
    }
    return {events, checkpoints};
  }

  const resumeFrom = async (store: ReturnType<typeof memoryCheckpoints>, kind: CheckpointKind = 'last') =>
    decodeCheckpoint((await store.load(kind))!);

  const happened = (events: TrainEvent[]) =>
    timeless(events.filter(({type}) => type === 'step' || type === 'epoch' || type === 'end'));

  test.each([0, 1, 2, 3, 4, 5])('goes on after step %i with the very weights and events', async stopped => {
    const whole = tinyRun();
    const expected = happened(await collect(fit(whole)));

    const first = await interrupt(tinyRun(), event => event.type === 'step' && event.step === stopped);
    expect(first.events.at(-1)).toEqual({
      type: 'end',
      reason: 'interrupted',
      step: stopped + 1,
      epoch: Math.floor(stopped / 3),
    });
    expect(first.events.at(-2)).toMatchObject({type: 'checkpoint', kind: 'last', step: stopped + 1});

    const rest = {...tinyRun(), model: tinyModel({seed: 50}), resume: await resumeFrom(first.checkpoints)};
    const second = await collect(fit(rest));
    expect(second[0]).toMatchObject({resumed: true, step: stopped + 1, epoch: Math.floor(stopped / 3)});
    expect([...happened(first.events).slice(0, -1), ...happened(second)]).toEqual(expected);
    expect(weightsOf(rest.model)).toEqual(weightsOf(whole.model));
  });

  test('goes on bit for bit when it is broken off after every single step', async () => {
    const whole = tinyRun();
    await collect(fit(whole));
    let resume: FitOptions['resume'];
    for (let i = 0; i < 6; i++) {
      const options = {...tinyRun(), ...(resume && {resume})};
      resume = await resumeFrom((await interrupt(options, event => event.type === 'step')).checkpoints);
    }
    const last = {...tinyRun(), model: tinyModel({seed: 9}), resume: resume!};
    await collect(fit(last));
    expect(weightsOf(last.model)).toEqual(weightsOf(whole.model));
  });

  test('stops in the middle of a validation and does it again', async () => {
    const whole = tinyRun();
    const expected = happened(await collect(fit(whole)));
    const controller = new AbortController();
    const checkpoints = memoryCheckpoints();
    const valid = (async function* () {
      for await (const batch of tinyData({epoch: 99})) {
        yield batch;
        controller.abort();
      }
    })();
    const first = await collect(fit({...tinyRun(), valid, checkpoints, signal: controller.signal}));
    expect(first.map(nameOf)).toEqual(['start', 'step', 'step', 'step', 'last', 'end']);
    const resume = await resumeFrom(checkpoints);
    expect(resume.state).toMatchObject({step: 3, epoch: 0, batch: 3});
    expect([...happened(first).slice(0, -1), ...happened(await collect(fit({...tinyRun(), resume})))]).toEqual(
      expected,
    );
  });

  test('remembers the best so far', async () => {
    const whole = memoryCheckpoints();
    await collect(fit({...tinyRun(), epochs: 4, checkpoints: whole}));
    const first = await interrupt({...tinyRun(), epochs: 4}, event => event.type === 'step' && event.step === 7);
    const {checkpoints} = first;
    await collect(fit({...tinyRun(), epochs: 4, checkpoints, resume: await resumeFrom(checkpoints)}));
    for (const kind of ['best', 'last'] as const) {
      const [got, expected] = [await resumeFrom(checkpoints, kind), await resumeFrom(whole, kind)];
      expect(got.tensors).toEqual(expected.tensors);
      expect(got.state.best).toEqual(expected.state.best);
    }
  });

  test('can be aborted before it begins, and goes on all the same', async () => {
    const checkpoints = memoryCheckpoints();
    const events = await collect(fit({...tinyRun(), checkpoints, signal: AbortSignal.abort()}));
    expect(events.map(nameOf)).toEqual(['start', 'last', 'end']);
    const resumed = {...tinyRun(), resume: await resumeFrom(checkpoints)};
    const whole = tinyRun();
    expect(happened(await collect(fit(resumed)))).toEqual(happened(await collect(fit(whole))));
  });

  test('saves once where the signal comes at the end of an epoch', async () => {
    const {events} = await interrupt(tinyRun(), event => event.type === 'epoch');
    expect(events.map(nameOf)).toEqual(['start', 'step', 'step', 'step', 'epoch', 'best', 'last', 'end']);
    expect(events.at(-1)).toMatchObject({reason: 'interrupted', step: 3, epoch: 1});
  });

  test('a run that is over ends at once; more epochs go on from there', async () => {
    const checkpoints = memoryCheckpoints();
    await collect(fit({...tinyRun(), checkpoints}));
    const resume = await resumeFrom(checkpoints);
    expect((await collect(fit({...tinyRun(), resume}))).map(nameOf)).toEqual(['start', 'end']);
    const longer = {...tinyRun(), epochs: 3, resume};
    const whole = {...tinyRun(), epochs: 3};
    await collect(fit(whole));
    await collect(fit(longer));
    expect(weightsOf(longer.model)).toEqual(weightsOf(whole.model));
  });
});
