import {listModels, type ModelInfo, predictGeometry} from '@residual/core';
import {describeNetwork} from './describe.js';

/** A network of the list, at the images and classes that it has unless told otherwise. */
export interface ListedNetwork {
  readonly name: string;
  readonly group: NetworkGroup;
  readonly inputShape: readonly number[];
  readonly parameters: number;
  /** For one image. */
  readonly multiplyAdds: number;
}

export type NetworkGroup = 'notebooks' | 'photos' | 'small' | 'cifar';

/** Every network of the registry with what it costs: by arithmetic, where it has a description. */
export function listNetworks(): ListedNetwork[] {
  return listModels().map(info => {
    const {name, inputShape, config} = info;
    const {parameters, multiplyAdds} = config ? predictGeometry(config, info) : describeNetwork(name);
    return {name, group: groupOf(info), inputShape, parameters, multiplyAdds};
  });
}

function groupOf({name, inputShape: [height]}: ModelInfo): NetworkGroup {
  if (/^mnist-|-notebook/.test(name)) return 'notebooks';
  if (height === 224) return 'photos';
  return name.startsWith('cifar-') ? 'cifar' : 'small';
}
