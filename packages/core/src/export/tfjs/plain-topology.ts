import type * as tfl from '@tensorflow/tfjs-layers';

interface Topology {
  config: {layers: {class_name: string; config: {name: string; groups?: number}}[]};
}

/**
 * A model's topology as TF.js saves it, with grouped convolutions made ordinary ones.
 *
 * @returns `groups`: by the name of each kernel that has to be enlarged for it, the number of groups.
 */
export function plainTopology(model: tfl.LayersModel): {topology: object; groups: Map<string, number>} {
  const topology = model.toJSON(null, false) as unknown as Topology;
  const groups = new Map<string, number>();
  for (const layer of topology.config.layers) {
    if (layer.class_name !== 'GroupedConv2D') continue;
    groups.set(`${layer.config.name}/kernel`, layer.config.groups!);
    delete layer.config.groups;
    layer.class_name = 'Conv2D';
  }
  return {topology, groups};
}
