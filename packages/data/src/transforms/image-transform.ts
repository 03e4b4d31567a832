import type {Transform} from '../dataset.js';
import {DataError} from '../error.js';
import type {Random} from '../random.js';
import type {Sample} from '../sample.js';
import type {Fields} from './fields.js';
import {readOptions} from './read-options.js';

/** An image of bytes. */
export interface ByteImage {
  /** Pixels in row-major order, channels last. Do not write into it: it may be a view of a whole data set. */
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** 3 for RGB, 1 for grey. */
  readonly channels: number;
}

/** A transform as plain JSON: its name and all its options, from which {@link transformFrom} makes it again. */
export interface TransformDescription {
  readonly name: string;
  readonly [option: string]: unknown;
}

/**
 * Makes a new image from an image; what it draws comes from `random` alone, so that the same random source gives the
 * same image wherever and whenever it is made.
 */
export interface ImageTransform {
  (image: ByteImage, random: Random): ByteImage;
  readonly description: TransformDescription;
}

/** Makes an {@link ImageTransform}; options that are left out have their defaults. */
export interface TransformFactory<Options extends object> extends NamedTransform {
  (...options: object extends Options ? [options?: Options] : [options: Options]): ImageTransform;
}

/** A kind of transform by name. */
export interface NamedTransform {
  /** As in descriptions and recipes: `random-crop`. */
  readonly kind: string;
  /** Makes one with options of unknown origin. Throws DataError `INVALID_ARGUMENT` if they do not fit. */
  readonly from: (options: object) => ImageTransform;
}

/** What a transform is called, which options it has and what it does. */
export interface TransformDefinition<Options extends object> {
  readonly name: string;
  readonly fields: Fields<Options>;
  /** Called once a transform; what does not depend on the image is computed here. */
  readonly make: (options: Required<Options>) => (image: ByteImage, random: Random) => ByteImage;
}

/** Makes the function that makes a transform: it checks the options and attaches the description. */
export function defineTransform<Options extends object>({
  name,
  fields,
  make,
}: TransformDefinition<Options>): TransformFactory<Options> {
  const from = (options: object): ImageTransform => {
    const read = readOptions(name, fields, options);
    return Object.assign(make(read), {description: {name, ...read}});
  };
  return Object.assign((options?: Options) => from(options ?? {}), {kind: name, from}) as TransformFactory<Options>;
}

/** An image transform as a transform of samples, for {@link Dataset.map}. Samples have to be uint8. */
export function onSamples(transform: ImageTransform): Transform {
  const {name} = transform.description;
  const apply = (sample: Sample, random: Random): Sample => {
    const {data, shape} = sample;
    if (!(data instanceof Uint8Array)) {
      throw new DataError('INVALID_SAMPLE', `${name}: expected uint8 pixels, got float32. Normalise after it`);
    }
    const [height, width, channels] = shape;
    const made = transform({data, height, width, channels}, random);
    return {...sample, data: made.data, shape: [made.height, made.width, made.channels]};
  };
  return Object.assign(apply, {description: transform.description});
}
