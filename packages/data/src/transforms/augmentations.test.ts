import {describe, expect, test} from 'vitest';
import {random} from '../random.js';
import reference from '../testing/parity/transforms.json' with {type: 'json'};
import {storedImage} from '../testing/pictures.js';
import {autoAugment} from './auto-augment.js';
import {POLICIES} from './auto-augment-policies.js';
import {colorJitter} from './color-jitter.js';
import {type Magnitudes, magnitudeAt, magnitudes, searchedReach, WIDE_REACH} from './magnitudes.js';
import {randAugment, trivialAugment} from './rand-augment.js';

const source = storedImage(reference.source);

/** torchvision's names as ours: `AutoContrast` as `auto-contrast`, `Color` as `saturation`. */
const ours = (name: string): string =>
  name === 'Color' ? 'saturation' : name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

describe('magnitudes equal torchvision’s', () => {
  const own = {
    randAugment: magnitudes(searchedReach(source), 31),
    trivialAugment: magnitudes(WIDE_REACH, 31),
    // Its policies never leave an image as it is.
    autoAugment: magnitudes(searchedReach(source), 10).filter(({operation}) => operation !== 'identity'),
  };

  test.each(Object.keys(own) as (keyof typeof own)[])('%s', set => {
    const expected = Object.entries(reference.spaces[set]).filter(([name]) => name !== 'Invert');
    expect(own[set].map(({operation}) => operation)).toEqual(expected.map(([name]) => ours(name)));
    for (const [i, [, {magnitudes: values, signed}]] of expected.entries()) {
      const made = own[set][i]!;
      // torchvision keeps a zero where an operation has no magnitude.
      expect(made.signed).toBe(signed);
      expect(made.values.length).toBe(values.length === 1 ? 0 : values.length);
      for (const [bin, value] of made.values.entries()) expect(value).toBeCloseTo(values[bin]!, 4);
    }
  });

  test('the sign is drawn where there is one', () => {
    const signed: Magnitudes = {operation: 'rotate', values: [0, 5], signed: true};
    const drawn = Array.from({length: 200}, (_, seed) => magnitudeAt(signed, 1, random(seed)));
    expect(new Set(drawn)).toEqual(new Set([5, -5]));
    expect(magnitudeAt({...signed, signed: false}, 1, random(0))).toBe(5);
  });
});

test.each(['cifar10', 'imagenet'] as const)('the policy of %s is torchvision’s', name => {
  const expected = reference.policies[name].map(pair => pair.map(([op, ...rest]) => [ours(op as string), ...rest]));
  expect(POLICIES[name]).toEqual(expected);
});

describe('what is drawn', () => {
  test('randAugment of no operations is the image itself', () => {
    expect(randAugment({operations: 0})(source, random(0))).toBe(source);
  });

  test.each([
    {name: 'randAugment', transform: randAugment()},
    {name: 'trivialAugment', transform: trivialAugment()},
    {name: 'autoAugment', transform: autoAugment({policy: 'imagenet'})},
    {name: 'colorJitter', transform: colorJitter({brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1})},
  ])('$name draws many different images, all of the input’s size', ({transform}) => {
    const made = Array.from({length: 60}, (_, seed) => transform(source, random(seed)));
    expect(new Set(made.map(({data}) => data.join())).size).toBeGreaterThan(25);
    for (const {height, width} of made) expect([height, width]).toEqual([source.height, source.width]);
  });

  test('colorJitter without options is the image itself', () => {
    expect(colorJitter()(source, random(0))).toBe(source);
  });
});
