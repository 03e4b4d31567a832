/**
 * The part of a network that a layer belongs to, by its name: `stem`, a stage, as `layer1`, or `head`. The two residual
 * blocks of the MNIST network count as its stages `rblock1` and `rblock2`.
 */
export function stageOf(layerName: string): string {
  const stage = /^(layer\d+|rblock\d+)\./.exec(layerName)?.[1];
  if (stage) return stage;
  return /^(input|conv|bn\d|maxpool)/.test(layerName) ? 'stem' : 'head';
}
