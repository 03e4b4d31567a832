import {describe, expect, test} from 'vitest';
import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import type {GraphNode} from './graph.js';
import {type NarrowType, toNarrow} from './narrow.js';

const float: Attribute = {name: 'T', type: AttributeType.type, value: DType.float32};

function node(name: string, op: string, ...inputs: string[]): GraphNode {
  return {name, op, inputs, attributes: op === 'Placeholder' ? [] : [float]};
}

/** Each node as `name = op:dtype(inputs)`, its dtype `n` where it is the narrow one. */
function written(nodes: readonly GraphNode[], narrow: NarrowType): string[] {
  return toNarrow(nodes, narrow).map(({name, op, inputs, attributes}) => {
    const dtype = attributes.find(({name}) => name === 'T' || name === 'DstT')?.value;
    const type = dtype === DType[narrow] ? ':n' : dtype === DType.float32 ? ':f32' : '';
    return `${name} = ${op}${type}(${inputs.join(', ')})`;
  });
}

const [x, w, scale] = [node('x', 'Placeholder'), node('w', 'Placeholder'), node('scale', 'Placeholder')];

describe.each<NarrowType>(['bfloat16', 'float16'])('a recorded step in %s', narrow => {
  const cases: [what: string, nodes: GraphNode[], expected: string[]][] = [
    [
      'casts what a convolution takes, once, and computes on in the narrow type',
      [x, w, node('a', 'Conv2D', 'x', 'w'), node('b', 'Relu', 'a'), node('c', 'Conv2D', 'b', 'w')],
      [
        'cast_0 = Cast:n(x)',
        'cast_1 = Cast:n(w)',
        'a = Conv2D:n(cast_0, cast_1)',
        'b = Relu:n(a)',
        'c = Conv2D:n(b, cast_1)',
      ],
    ],
    [
      'keeps statistics in float32',
      [
        x,
        w,
        scale,
        node('a', 'Conv2D', 'x', 'w'),
        node('n', 'FusedBatchNormV3', 'a', 'scale'),
        node('s', 'Mul', 'n:1', 'scale'),
      ],
      [
        'cast_0 = Cast:n(x)',
        'cast_1 = Cast:n(w)',
        'a = Conv2D:n(cast_0, cast_1)',
        'n = FusedBatchNormV3:n(a, scale)',
        's = Mul:f32(n:1, scale)',
      ],
    ],
    [
      'goes on with weight gradients in float32',
      [
        x,
        w,
        node('sizes', 'Const'),
        node('g', 'Conv2DBackpropFilter', 'x', 'sizes', 'w'),
        node('d', 'AddV2', 'g', 'scale'),
      ],
      [
        'sizes = Const:f32()',
        'cast_0 = Cast:n(x)',
        'cast_1 = Cast:n(w)',
        'g = Conv2DBackpropFilter:n(cast_0, sizes, cast_1)',
        'cast_2 = Cast:f32(g)',
        'd = AddV2:f32(cast_2, scale)',
      ],
    ],
    [
      'gives float32 to what has no rule',
      [x, w, node('a', 'Conv2D', 'x', 'w'), node('m', 'Mean', 'a'), node('k', 'Max', 'a')],
      [
        'cast_0 = Cast:n(x)',
        'cast_1 = Cast:n(w)',
        'a = Conv2D:n(cast_0, cast_1)',
        'cast_2 = Cast:f32(a)',
        'm = Mean:f32(cast_2)',
        'k = Max:f32(cast_2)',
      ],
    ],
    [
      'goes through casts of a type to itself',
      [
        x,
        w,
        node('a', 'Conv2D', 'x', 'w'),
        {
          name: 'same',
          op: 'Cast',
          inputs: ['a'],
          attributes: [
            {name: 'SrcT', type: AttributeType.type, value: DType.float32},
            {name: 'DstT', type: AttributeType.type, value: DType.float32},
          ],
        },
        node('b', 'AddV2', 'same', 'x'),
        node('k', 'Max', 'same'),
      ],
      [
        'cast_0 = Cast:n(x)',
        'cast_1 = Cast:n(w)',
        'a = Conv2D:n(cast_0, cast_1)',
        'b = AddV2:n(a, cast_0)',
        'cast_2 = Cast:f32(a)',
        'k = Max:f32(cast_2)',
      ],
    ],
    ['leaves alone what has no convolution', [x, w, node('s', 'AddV2', 'x', 'w')], ['s = AddV2:f32(x, w)']],
  ];
  test.each(cases)('%s', (_, nodes, expected) => {
    expect(written(nodes, narrow).filter(line => !line.includes('Placeholder'))).toEqual(expected);
  });
});
