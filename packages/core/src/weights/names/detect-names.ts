import type {NameFamily} from './families.js';
import {isCounter, unwrap} from './wrapper.js';

/** What only a family's files have, the special before the general. */
const marks: readonly (readonly [family: NameFamily, has: Test])[] = [
  ['transformers', some(/^(resnet\.)?encoder\.stages\.\d+\.layers\.\d+\.layer\.\d+\.convolution\./)],
  ['timm-resnetv2', some(/^stages\.\d+\.blocks\.\d+\.conv\d\./)],
  ['notebook-fashion', some(/^\d+\.\d+\.conv\d\./)],
  ['notebook-cifar', some(/^block\d+\.\d+\.conv\d\./)],
  ['notebook-cats-dogs', some(/^layer\d+\.\d+\.conv1\.\d\./)],
  ['kuangliu-preact', both(some(/^linear\./), none(/^bn1\./))],
  ['kuangliu', some(/^linear\./)],
  // Pre-activation, and a projection that is a sequence of one; ours is no sequence.
  ['bearpaw-preact', both(some(/^bn\./), both(some(/\.downsample\.0\./), none(/\.downsample\.1\./)))],
  ['torchvision', some(/^(layer\d+\.\d+|rblock\d+)\.conv\d\./)],
];

type Test = (names: readonly string[]) => boolean;

function some(form: RegExp): Test {
  return names => names.some(name => form.test(name));
}

function none(form: RegExp): Test {
  return names => !some(form)(names);
}

function both(one: Test, other: Test): Test {
  return names => one(names) && other(names);
}

/**
 * Whose names these are; `undefined` if nobody's that is known. What programs put before all names, as `module.`,
 * does not matter.
 *
 * @param names Names of the parameters of a file.
 */
export function detectNames(names: Iterable<string>): NameFamily | undefined {
  const bare = [...names].filter(name => !isCounter(name)).map(unwrap);
  return marks.find(([, has]) => has(bare))?.[0];
}
