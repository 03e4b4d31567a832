import {expect, test} from 'vitest';
import {Gate} from './gate.js';

test('who passes a closed gate waits until it opens', async () => {
  const gate = new Gate();
  await gate.pass();
  gate.close();
  let passed = false;
  const passing = gate.pass().then(() => {
    passed = true;
  });
  await new Promise(resolve => setImmediate(resolve));
  expect(passed).toBe(false);
  gate.open();
  await passing;
  expect(passed).toBe(true);
});

test('a gate that is closed twice opens for all who wait', async () => {
  const gate = new Gate();
  gate.close();
  const first = gate.pass();
  gate.close();
  const second = gate.pass();
  gate.open();
  await Promise.all([first, second]);
});
