import type {SymbolicTensor} from '@tensorflow/tfjs-layers';
import type {LayersModel} from '@tensorflow/tfjs-layers/dist/engine/training.js';

/** A part of a network that makes maps of features, and what the page says of it. */
export interface Stage {
  /** As in the names of its layers: `rblock1`. */
  readonly name: string;
  /** Whether its result is added to what came in. */
  readonly residual: boolean;
  readonly maps: number;
  /** Of each map. */
  readonly height: number;
  readonly width: number;
  /** Its convolutions, and the height of their kernels. */
  readonly convolutions: number;
  readonly kernel: number;
  /** Whether its maps are smaller than those that came in because the largest of neighbours is kept. */
  readonly pooled: boolean;
}

/**
 * The stages of a network in their order, each with the tensor that leaves it. A stage is what shares the first word of its
 * layers' names, as `conv1` and `conv1.pool`, and has a convolution.
 */
export function stagesOf({layers}: LayersModel): {readonly stage: Stage; readonly output: SymbolicTensor}[] {
  const groups = new Map<string, LayersModel['layers']>();
  for (const layer of layers) {
    const name = layer.name.split('.')[0]!;
    groups.set(name, [...(groups.get(name) ?? []), layer]);
  }
  return [...groups].flatMap(([name, layers]) => {
    const kinds = layers.map(layer => layer.getClassName());
    if (!kinds.includes('Conv2D')) return [];
    const kernels = layers.flatMap(layer => (layer.getConfig().kernelSize as number[] | undefined)?.[0] ?? []);
    const [, height, width, maps] = layers.at(-1)!.outputShape as [null, number, number, number];
    const stage = {
      ...{name, maps, height, width},
      residual: kinds.includes('Add'),
      convolutions: kernels.length,
      kernel: Math.max(...kernels),
      pooled: kinds.includes('MaxPooling2D'),
    };
    return {stage, output: layers.at(-1)!.output as SymbolicTensor};
  });
}
