import {expect, test} from 'vitest';
import {trunk, wireBlock} from './wiring.js';
import type {BlockPart, LayerPart} from './worker/part.js';

const common = {inputShape: [1], outputShape: [1], parameters: 0, multiplyAdds: 0, activationBytes: 0};

/** A block of layers written as `name type way: inputs`. */
function block(...lines: string[]): BlockPart {
  const parts = lines.map((line): LayerPart => {
    const [head, inputs = ''] = line.split(': ');
    const [name, type, way] = head!.split(' ') as [string, string, LayerPart['way']];
    return {kind: 'layer', name, type, way, inputs: inputs.split(' '), weights: [], ...common};
  });
  return {kind: 'block', name: 'b', last: 'b', count: 1, shortcut: 'identity', parts, ...common};
}

const ways = (wires: readonly {way: string}[]) => wires.map(({way}) => way).sort();

test('an identity runs past the branch, from the line of the block to the sum', () => {
  const {entry, layers} = wireBlock(
    block(
      'conv1 Conv2D branch: x',
      'conv2 Conv2D branch: conv1',
      'add Add branch: conv2 x',
      'relu Activation branch: add',
    ),
  );
  expect(ways(entry)).toEqual(['branch', 'shortcut']);
  expect(layers.map(({wires}) => ways(wires))).toEqual([
    ['branch', 'branch', 'shortcut'],
    ['branch', 'branch', 'shortcut'],
    ['branch', 'branch', 'shortcut'],
    ['branch', 'branch'],
  ]);
  expect(new Set(layers.map(({x}) => x)).size).toBe(1);
});

test('a projection has its layers beside the branch, which goes on to the sum', () => {
  const {entry, layers} = wireBlock(
    block('conv1 Conv2D branch: x', 'down Conv2D shortcut: x', 'add Add branch: conv1 down'),
  );
  expect(ways(entry)).toEqual(['branch', 'shortcut']);
  expect(layers.map(({wires}) => ways(wires))).toEqual([
    ['branch', 'branch', 'shortcut'],
    ['branch', 'shortcut', 'shortcut'],
    ['branch', 'branch', 'shortcut'],
  ]);
  expect(layers[1]!.x).toBeGreaterThan(layers[0]!.x);
});

test('the gate of squeeze-and-excitation has a lane between branch and shortcut', () => {
  const {layers} = wireBlock(
    block(
      'conv1 Conv2D branch: x',
      'fc1 Conv2D gate: conv1',
      'scale Multiply branch: conv1 fc1',
      'down Conv2D shortcut: x',
      'add Add branch: scale down',
    ),
  );
  const [branch, gate, , shortcut] = layers.map(({x}) => x);
  expect(gate).toBeGreaterThan(branch!);
  expect(shortcut).toBeGreaterThan(gate!);
  expect(ways(layers[2]!.wires)).toEqual(['branch', 'branch', 'gate', 'shortcut']);
});

test('a plain block has one lane', () => {
  const {entry, layers} = wireBlock(block('conv1 Conv2D branch: x', 'relu Activation branch: conv1'));
  expect([entry, ...layers.map(({wires}) => wires)].flatMap(ways)).toEqual(Array(5).fill('branch'));
});

test.each([
  [{isFirst: true, isLast: false}, 1],
  [{isFirst: false, isLast: false}, 2],
  [{isFirst: true, isLast: true}, 0],
])('of %j, the trunk has %d pieces', (place, pieces) => {
  expect(trunk(place).wires).toHaveLength(pieces);
});
