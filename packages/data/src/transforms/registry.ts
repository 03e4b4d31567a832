import {DataError} from '../error.js';
import {compose} from './compose.js';
import {horizontalFlip, verticalFlip} from './flip.js';
import type {ImageTransform, NamedTransform, TransformDescription} from './image-transform.js';

const TRANSFORMS: readonly NamedTransform[] = [horizontalFlip, verticalFlip];

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
