import {stageOf} from '../networks/stage-of.js';

/** Where a layer belongs. */
export interface Place {
  stage: string;
  block?: string;
}

/**
 * The stage and the block of each layer, by their names, in the order of computation. Layers between two stages, as the
 * second convolution of the MNIST network, are a stage of the first one's name.
 */
export function placesOf(paths: readonly string[]): Place[] {
  // A network may be nested in a model: `base/layer1.0.conv1`.
  const names = paths.map(path => path.slice(path.lastIndexOf('/') + 1));
  // Names of another convention would be taken for parts of a stem and a head.
  if (names.every(name => blockOf(name) === undefined)) return names.map(() => ({stage: 'network'}));
  let previous = 'stem';
  let stage = 'stem';
  return names.map(name => {
    const named = stageOf(name);
    if (named !== previous) stage = named === 'stem' ? name : named;
    previous = named;
    const block = blockOf(name);
    return {stage, ...(block && {block})};
  });
}

/** `layer2.0` of `layer2.0.conv1`. */
function blockOf(name: string): string | undefined {
  return /^(layer\d+\.\d+|rblock\d+)\./.exec(name)?.[1];
}
