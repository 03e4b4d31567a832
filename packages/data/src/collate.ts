import {DataError} from './error.js';
import type {Batch, Sample} from './sample.js';

/**
 * Copies samples of one shape and type into a batch, `[samples.length, height, width, channels]`.
 *
 * @throws DataError `INVALID_ARGUMENT` if there are no samples, `INVALID_SAMPLE` if they do not fit together.
 */
export function collate(samples: readonly Sample[]): Batch {
  const [first] = samples;
  if (!first) throw new DataError('INVALID_ARGUMENT', 'collate: expected at least one sample, got none');
  const [height, width, channels] = first.shape;
  const size = height * width * channels;
  const total = samples.length * size;
  const x = first.data instanceof Uint8Array ? new Uint8Array(total) : new Float32Array(total);
  const y = new Int32Array(samples.length);
  for (const [i, sample] of samples.entries()) {
    if (!fits(sample, first) || sample.data.length !== size) {
      throw new DataError(
        'INVALID_SAMPLE',
        `collate: expected samples like the first, ${describe(first)} with ${size} values; sample ${i} of the batch is ${describe(sample)} with ${sample.data.length} values. Bring images to one size and type with a transform`,
      );
    }
    x.set(sample.data, i * size);
    y[i] = sample.label;
  }
  return {x, shape: [samples.length, height, width, channels], y};
}

function fits(a: Sample, b: Sample): boolean {
  return a.data.constructor === b.data.constructor && a.shape.every((extent, axis) => extent === b.shape[axis]);
}

function describe({data, shape}: Sample): string {
  return `${data instanceof Uint8Array ? 'uint8' : 'float32'} [${shape.join(', ')}]`;
}
