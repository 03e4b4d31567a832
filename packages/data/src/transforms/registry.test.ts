import {describe, expect, test} from 'vitest';
import {inMemory} from '../in-memory.js';
import {random} from '../random.js';
import {ramp} from '../testing/pictures.js';
import {compose} from './compose.js';
import {horizontalFlip} from './flip.js';
import {onSamples, type TransformDescription} from './image-transform.js';
import {randomCrop} from './random-crop.js';
import {listTransforms, transformFrom} from './registry.js';
import {rotation} from './rotation.js';
import {toTensor} from './to-tensor.js';

/** With the options that have no default. */
const needed: Record<string, object> = {
  resize: {size: [9, 7]},
  'center-crop': {size: 6},
  'corner-crop': {size: 6, corner: 'lower-left'},
  'random-crop': {size: 8, padding: 2},
  'random-resized-crop': {size: [6, 5]},
  rotation: {degrees: 30},
  affine: {degrees: 10, translate: [0.1, 0.1], scale: [0.8, 1.2], shear: [5, 5]},
  'color-jitter': {brightness: 0.3, hue: 0.2},
  cutout: {size: 4},
  'auto-augment': {policy: 'cifar10'},
};
const image = ramp(12, 10, 3);
const all = listTransforms().map(name => ({name, ...needed[name]}) as TransformDescription);

describe.each(all)('$name', description => {
  const transform = transformFrom(description);

  test('describes itself as JSON from which it is made again', () => {
    expect(transform.description).toMatchObject(description);
    const again = transformFrom(JSON.parse(JSON.stringify(transform.description)));
    expect(again.description).toEqual(transform.description);
    for (let seed = 0; seed < 20; seed++) {
      const made = transform(image, random(seed));
      expect(again(image, random(seed))).toEqual(made);
      expect(made.data.length).toBe(made.height * made.width * 3);
    }
  });

  test('leaves its input as it was', () => {
    for (let seed = 0; seed < 20; seed++) transform(image, random(seed));
    expect(image).toEqual(ramp(12, 10, 3));
  });

  test('takes grey images', () => {
    for (let seed = 0; seed < 20; seed++) expect(transform(ramp(12, 10), random(seed)).channels).toBe(1);
  });
});

describe('what does not fit is refused', () => {
  test.each([
    {description: {name: 'blur'}, message: 'there is no transform "blur"; there are resize, center-crop'},
    {description: {name: 'rotation'}, message: 'rotation: degrees: expected a number from 0 to 360, got nothing'},
    {description: {name: 'rotation', degrees: 400}, message: 'degrees: expected a number from 0 to 360, got 400'},
    {description: {name: 'rotation', angle: 3}, message: 'no option angle; its options are degrees, method, fill'},
    {description: {name: 'resize', size: 1.5}, message: 'size: expected pixels, or [height, width] in pixels, got 1.5'},
    {
      description: {name: 'resize', size: 5, method: 'cubic'},
      message: 'one of nearest, bilinear, bicubic, got "cubic"',
    },
    {description: {name: 'random-resized-crop', size: 5, scale: [0.5, 0.1]}, message: 'scale: expected [from, to]'},
    {description: {name: 'cutout', size: 5, fill: 300}, message: 'a byte, or one for each channel, got 300'},
    {description: {name: 'rand-augment', magnitude: 31}, message: 'a magnitude below the number of bins, 31, got 31'},
    {description: {name: 'auto-augment', policy: 'svhn'}, message: 'policy: expected one of cifar10, imagenet'},
    {description: {name: 'toString'}, message: 'there is no transform "toString"'},
  ])('$description', ({description, message}) => {
    expect(() => transformFrom(description)).toThrow(expect.objectContaining({code: 'INVALID_ARGUMENT'}));
    expect(() => transformFrom(description)).toThrow(message);
  });
});

describe('compose', () => {
  const both = compose([rotation({degrees: 40}), randomCrop({size: 8})]);

  test('applies one after another, and is made again from its description', () => {
    const made = both(image, random(5));
    expect([made.height, made.width]).toEqual([8, 8]);
    expect(transformFrom(JSON.parse(JSON.stringify(both.description)))(image, random(5))).toEqual(made);
  });

  test('draws for each transform on its own', () => {
    const other = compose([rotation({degrees: 0}), randomCrop({size: 8})]);
    const alone = randomCrop({size: 8})(image, random(5).fork(1));
    expect(other(image, random(5))).toEqual(alone);
  });

  test('of nothing is the image itself', () => {
    expect(compose([])(image, random(0))).toBe(image);
  });
});

describe('onSamples', () => {
  const data = Uint8Array.from({length: 40}, (_, i) => i);
  const dataset = inMemory({data, shape: [2, 2, 1], labels: Array(10).fill(0), classes: ['one']});
  const flipped = dataset.map(onSamples(horizontalFlip()), {seed: 3});

  test('follows from seed, epoch and sample, in whatever order samples are asked for', () => {
    const forwards = Array.from({length: 10}, (_, i) => flipped.epoch(1).get(i));
    const backwards = Array.from({length: 10}, (_, i) => flipped.epoch(1).get(9 - i)).reverse();
    expect(backwards).toEqual(forwards);
    expect(Array.from({length: 10}, (_, i) => flipped.epoch(2).get(i))).not.toEqual(forwards);
    expect(flipped.subset([7]).epoch(1).get(0)).toEqual(forwards[7]);
  });

  test('refuses float32 pixels', () => {
    const floats = dataset.map(toTensor()).map(onSamples(horizontalFlip()));
    expect(() => floats.get(0)).toThrow('horizontal-flip: expected uint8 pixels, got float32. Normalise after it');
  });
});
