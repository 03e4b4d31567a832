import {CoreError} from '../errors.js';

/** PyTorch's name of each kind of weight that a layer of ours has. */
const pytorchNames: Record<string, string> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/**
 * PyTorch's name of a weight: `rblock1.conv1/kernel` becomes `rblock1.conv1.weight`.
 *
 * @param layerWeightName Layer and kind of weight, as in `LayerVariable.originalName`.
 * @throws CoreError `UNKNOWN_WEIGHT` for a kind that PyTorch's layers do not have.
 */
export function parameterName(layerWeightName: string): string {
  const {layer, kind} = split(layerWeightName);
  const name = Object.hasOwn(pytorchNames, kind) ? pytorchNames[kind] : undefined;
  if (!layer || !name) {
    const known = Object.keys(pytorchNames).join(', ');
    throw new CoreError(
      'UNKNOWN_WEIGHT',
      `'${layerWeightName}': expected 'layer/weight' where the weight is one of ${known}`,
    );
  }
  return `${layer}.${name}`;
}

/** Whether a weight is a running statistic, which is measured and not learned. */
export function isStatistic(layerWeightName: string): boolean {
  return split(layerWeightName).kind.startsWith('moving_');
}

function split(layerWeightName: string): {layer: string; kind: string} {
  const slash = layerWeightName.lastIndexOf('/');
  return {layer: layerWeightName.slice(0, Math.max(slash, 0)), kind: layerWeightName.slice(slash + 1)};
}
