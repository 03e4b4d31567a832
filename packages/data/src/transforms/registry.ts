import {DataError} from '../error.js';
import {autoAugment} from './auto-augment.js';
import {centerCrop} from './center-crop.js';
import {colorJitter, grayscale} from './color-jitter.js';
import {compose} from './compose.js';
import {cornerCrop} from './corner-crop.js';
import {cutout, randomErasing} from './erase.js';
import {horizontalFlip, verticalFlip} from './flip.js';
import type {ImageTransform, NamedTransform, TransformDescription} from './image-transform.js';
import {randAugment, trivialAugment} from './rand-augment.js';
import {randomCrop} from './random-crop.js';
import {randomResizedCrop} from './random-resized-crop.js';
import {resize} from './resize.js';
import {randomAffine, rotation} from './rotation.js';

const TRANSFORMS: readonly NamedTransform[] = [
  resize,
  centerCrop,
  cornerCrop,
  randomCrop,
  randomResizedCrop,
  horizontalFlip,
  verticalFlip,
  rotation,
  randomAffine,
  colorJitter,
  grayscale,
  randomErasing,
  cutout,
  randAugment,
  trivialAugment,
  autoAugment,
];

/** The names of all transforms that {@link transformFrom} makes, but for `compose`. */
export function listTransforms(): string[] {
  return TRANSFORMS.map(({kind}) => kind);
}

/**
 * The transform that a description names, as `{name: 'rotation', degrees: 15}`: what a transform says of itself, or what
 * a recipe says of it.
 *
 * @throws DataError `INVALID_ARGUMENT` for an unknown name or options that do not fit.
 */
export function transformFrom({name, ...options}: TransformDescription): ImageTransform {
  if (name === 'compose' && Array.isArray(options.transforms)) return compose(options.transforms.map(transformFrom));
  const known = TRANSFORMS.find(({kind}) => kind === name);
  if (known) return known.from(options);
  const names = listTransforms().join(', ');
  throw new DataError('INVALID_ARGUMENT', `there is no transform ${JSON.stringify(name)}; there are ${names}`);
}
