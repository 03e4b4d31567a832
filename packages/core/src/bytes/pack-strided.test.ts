import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {valueCount} from '../safetensors/types.js';
import {isRowMajor, packStrided, rowMajorStrides} from './pack-strided.js';

test('the strides of row-major order', () => {
  expect(rowMajorStrides([2, 3, 4])).toEqual([12, 4, 1]);
  expect(rowMajorStrides([])).toEqual([]);
});

describe('packs', () => {
  const values = Float32Array.from({length: 24}, (_, i) => i);
  test.each([
    {what: 'a transposed matrix', view: {offset: 0, shape: [3, 2], strides: [1, 3]}, expected: [0, 3, 1, 4, 2, 5]},
    {what: 'every fifth value', view: {offset: 2, shape: [3], strides: [5]}, expected: [2, 7, 12]},
    {what: 'a value repeated', view: {offset: 7, shape: [2, 2], strides: [0, 0]}, expected: [7, 7, 7, 7]},
    {what: 'one value', view: {offset: 9, shape: [], strides: []}, expected: [9]},
    {what: 'none', view: {offset: 0, shape: [2 ** 40, 0], strides: [1, 1]}, expected: []},
  ])('$what', ({view, expected}) => {
    expect(packStrided('F32', values, view)).toEqual(Float32Array.from(expected));
  });

  test('64-bit integers', () => {
    const view = {offset: 0, shape: [2], strides: [2]};
    expect(packStrided('I64', BigInt64Array.of(1n, 2n, 3n), view)).toEqual(BigInt64Array.of(1n, 3n));
  });

  test('axes in any order, as the definition says', () => {
    const shapes = fc.array(fc.nat(3), {maxLength: 4});
    const orders = shapes.chain(shape =>
      fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], {minLength: shape.length})),
    );
    fc.assert(
      fc.property(orders, ([shape, order]) => {
        const source = Float32Array.from({length: valueCount(shape)}, (_, i) => i);
        const strides = rowMajorStrides(shape);
        const view = {offset: 0, shape: order.map(axis => shape[axis]!), strides: order.map(axis => strides[axis]!)};
        const expected = indices(view.shape).map(index =>
          index.reduce((at, i, axis) => at + i * view.strides[axis]!, 0),
        );
        expect([...packStrided('F32', source, view)]).toEqual(expected);
        if (isRowMajor(view)) expect([...source]).toEqual(expected);
      }),
    );
  });
});

/** All positions of a shape, in row-major order. */
function indices([first, ...rest]: readonly number[]): number[][] {
  if (first === undefined) return [[]];
  return Array.from({length: first}, (_, i) => indices(rest).map(index => [i, ...index])).flat();
}
