import {describe, expect, test} from 'vitest';
import {Tally} from './tally.js';

const letters = (n: number) => [...'abcdefgh'].slice(0, n);

function tallied(n: number, ...batches: [rows: number[][], labels: number[]][]) {
  const tally = new Tally(letters(n));
  for (const [rows, labels] of batches) tally.add(Float32Array.from(rows.flat()), Int32Array.from(labels));
  return tally.result();
}

describe('Tally', () => {
  test('adds up unequal batches, in all and class by class', () => {
    const row = (label: number) => [0, 1, 2].map(i => (i === label ? 2 : 0));
    const {classes, ...all} = tallied(
      3,
      [
        [row(0), row(1), row(2)],
        [0, 1, 0],
      ],
      [[row(2)], [2]],
    );
    const right = Math.log(1 + 2 * Math.exp(-2));
    const wrong = right + 2;
    expect(all).toEqual({loss: expect.closeTo((3 * right + wrong) / 4, 12), accuracy: 0.75, correct: 3, samples: 4});
    expect(classes).toEqual([
      {name: 'a', loss: expect.closeTo((right + wrong) / 2, 12), accuracy: 0.5, correct: 1, samples: 2},
      {name: 'b', loss: expect.closeTo(right, 12), accuracy: 1, correct: 1, samples: 1},
      {name: 'c', loss: expect.closeTo(right, 12), accuracy: 1, correct: 1, samples: 1},
    ]);
  });

  test('counts the first five of more than five classes', () => {
    const rows = [0, 1, 2, 3, 4, 5].map(() => [6, 5, 4, 3, 2, 1]);
    expect(tallied(6, [rows, [0, 1, 2, 3, 4, 5]])).toMatchObject({correct: 1, top5: 5 / 6});
    expect(tallied(5, [[[5, 4, 3, 2, 1]], [4]])).not.toHaveProperty('top5');
  });

  test('takes logits of classes that the data does not have', () => {
    expect(
      tallied(2, [
        [
          [1, 0, 2],
          [1, 0, 0],
        ],
        [0, 0],
      ]),
    ).toMatchObject({correct: 1, samples: 2});
  });

  test.each([
    ['a tie goes to the first class', [1, 1], 1, 0],
    ['a tie goes to the first class', [1, 1], 0, 1],
    ['what is not a number is not right', [Number.NaN, 0], 0, 0],
    ['nor is what stands beside it', [0, Number.NaN], 0, 0],
  ])('%s: %j', (_, row, label, correct) => {
    expect(tallied(2, [[row], [label]])).toMatchObject({correct});
  });

  test('stays exact for logits whose exponentials overflow', () => {
    expect(tallied(2, [[[1000, -1000]], [1]]).loss).toBe(2000);
  });

  test('leaves out classes without images', () => {
    expect(tallied(3, [[[0, 1, 0]], [1]]).classes.map(({name}) => name)).toEqual(['b']);
  });
});
