import {type DescribeOptions, type Description, describeNetwork} from './describe.js';
import {type ListedNetwork, listNetworks} from './list-networks.js';

/** Every network of the registry. */
export async function list(): Promise<ListedNetwork[]> {
  return listNetworks();
}

/** One network, for images of a size and so many classes. */
export async function describe(name: string, options: DescribeOptions = {}): Promise<Description> {
  return describeNetwork(name, options);
}
