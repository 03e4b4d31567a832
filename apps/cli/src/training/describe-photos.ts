import {formatCount} from '../output/units.js';
import type {Session} from './session.js';

/** What a run on photos of one's own will do, in a sentence, and what would make it better. */
export function describePhotos({recipe, data, from, resume}: Session): string {
  const counts = data.classes.map((_, label) => data.train.labels.filter(value => value === label).length);
  const photos = `${formatCount(data.train.length)} photos of ${data.classes.length} classes`;
  const [height, width] = data.inputShape;
  const how = `${recipe.model.name} at ${height} x ${width} px, batches of ${recipe.batchSize}, ${recipe.epochs} epoch${recipe.epochs === 1 ? '' : 's'}`;
  const hints = [
    Math.max(...counts) > UNEVEN * Math.min(...counts) ? 'The classes are uneven: see --data.balance.' : '',
    from === undefined && !resume
      ? 'Weights of others are a better beginning: residual weights fetch resnet18/torchvision-v1'
      : '',
  ];
  return [`Trains on ${photos}: ${how}.`, ...hints.filter(Boolean)].join('\n');
}

/** How many times as large as the smallest class the largest may be without a word. */
const UNEVEN = 3;
