import {describe, expect, test} from 'vitest';
import reference from '../../testing/parity/transforms.json' with {type: 'json'};
import {ramp, storedImage} from '../../testing/pictures.js';
import {cropCenter} from '../center-crop.js';
import {crop, type PaddingMode} from '../crop.js';
import type {ByteImage} from '../image-transform.js';
import {augment, type Operation} from './augment.js';
import {blend, brightness, contrast, saturation, sharpness} from './blend.js';
import {gray} from './gray.js';
import {hue} from './hue.js';
import {autoContrast, equalize, invert, posterize, solarize} from './point.js';
import {affine, rotate} from './rotate.js';

const source = storedImage(reference.source);

// biome-ignore lint/suspicious/noExplicitAny: options differ from case to case
type Options = any;

const made: Record<keyof typeof reference.cases, (options: Options) => ByteImage> = {
  brightness: ({factor}) => brightness(source, factor),
  contrast: ({factor}) => contrast(source, factor),
  saturation: ({factor}) => saturation(source, factor),
  sharpness: ({factor}) => sharpness(source, factor),
  hue: ({shift}) => hue(source, shift),
  posterize: ({bits}) => posterize(source, bits),
  solarize: ({threshold}) => solarize(source, threshold),
  invert: () => invert(source),
  autoContrast: () => autoContrast(source),
  equalize: () => equalize(source),
  grayscale: () => gray(source),
  rotate: ({degrees, ...options}) => rotate(source, degrees, options),
  affine: ({method, fill = 0, ...affinity}) => affine(source, affinity, {method, fill}),
  centerCrop: ({size}) => cropCenter(source, size),
  pad: ({padding, mode}: {padding: number; mode: PaddingMode}) => {
    const [height, width] = [source.height + 2 * padding, source.width + 2 * padding];
    return crop(source, {top: -padding, left: -padding, height, width}, mode);
  },
};

const cases = Object.entries(reference.cases).flatMap(([name, references]) =>
  references.map(({options, ...expected}) => ({name: name as keyof typeof made, options, expected})),
);

describe('an operation equals torchvision on Pillow images, bit for bit', () => {
  test.each(cases)('$name $options', ({name, options, expected}) => {
    expect(made[name](options)).toEqual(storedImage({...expected, channels: 3}));
  });

  const names: Record<string, Operation> = {
    ShearX: 'shear-x',
    ShearY: 'shear-y',
    TranslateX: 'translate-x',
    TranslateY: 'translate-y',
    Rotate: 'rotate',
    Color: 'saturation',
  };
  test.each(reference.ops)('$op of $magnitude', ({op, magnitude, data}) => {
    const drawn = augment(source, {operation: names[op]!, magnitude}, {method: 'nearest', fill: 0});
    expect(drawn.data).toEqual(storedImage({...reference.source, data}).data);
  });
});

describe('on grey images', () => {
  const grey = ramp(6, 5);

  test.each([
    {name: 'gray', apply: gray},
    {name: 'hue', apply: (image: ByteImage) => hue(image, 0.3)},
    {name: 'saturation', apply: (image: ByteImage) => saturation(image, 0.2)},
  ])('$name changes nothing', ({apply}) => {
    expect(apply(grey)).toEqual(grey);
  });

  test.each([
    {name: 'autoContrast', apply: autoContrast},
    {name: 'equalize', apply: equalize},
  ])('$name leaves an image of one value alone', ({apply}) => {
    const even = {...grey, data: new Uint8Array(30).fill(7)};
    expect(apply(even)).toEqual(even);
  });
});

test('a blend at 1 is the image itself', () => {
  expect(blend(0, source, 1)).toBe(source);
});

test('what lies outside has the colour given for each channel', () => {
  const moved = affine(
    source,
    {angle: 0, translate: [1000, 0], scale: 1, shear: [0, 0]},
    {method: 'bilinear', fill: [1, 2, 3]},
  );
  expect([...moved.data.subarray(0, 6)]).toEqual([1, 2, 3, 1, 2, 3]);
});
