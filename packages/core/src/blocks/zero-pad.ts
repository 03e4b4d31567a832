import * as tfl from '@tensorflow/tfjs-layers';

/** Adds zeros on every side of an image: `[batch, h, w, channels]` to `[batch, h + 2 padding, w + 2 padding, channels]`. */
export function zeroPad(x: tfl.SymbolicTensor, {padding, name}: {padding: number; name: string}): tfl.SymbolicTensor {
  if (padding === 0) return x;
  const both: [number, number] = [padding, padding];
  return tfl.layers.zeroPadding2d({padding: [both, both], name}).apply(x) as tfl.SymbolicTensor;
}

/**
 * Adds channels of zeros, as many before as after: `[batch, h, w, channels]` to `[batch, h, w, to]`; an odd one goes
 * after. TF.js's padding of images does it, told to take the last two axes for the image's.
 */
export function zeroPadChannels(x: tfl.SymbolicTensor, {to, name}: {to: number; name: string}): tfl.SymbolicTensor {
  const missing = to - x.shape[3]!;
  if (missing <= 0) return x;
  const before = Math.floor(missing / 2);
  const padding: [[number, number], [number, number]] = [
    [0, 0],
    [before, missing - before],
  ];
  return tfl.layers.zeroPadding2d({padding, dataFormat: 'channelsFirst', name}).apply(x) as tfl.SymbolicTensor;
}
