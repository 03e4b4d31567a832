import {bearpawPreact} from './bearpaw-preact.js';
import {kuangliu, kuangliuPreact} from './kuangliu.js';
import type {NameMap} from './name-map.js';
import {notebookCatsDogs, notebookCifar, notebookFashion} from './notebooks.js';
import {timmResnetv2} from './timm-resnetv2.js';
import {transformers} from './transformers.js';

/**
 * Whose names a file of parameters has:
 *
 * - `torchvision`, which are ours: torchvision, timm's `resnet*`, `seresnet*` and their `d` variants,
 *   chenyaofo/pytorch-cifar-models, bearpaw/pytorch-classification's `resnet`, the MNIST notebook;
 * - `timm-resnetv2`: timm's `resnetv2_*` with batch norm;
 * - `transformers`: Hugging Face `microsoft/resnet-*`;
 * - `kuangliu`: kuangliu/pytorch-cifar's `ResNet`, akamaster/pytorch_resnet_cifar10;
 * - `kuangliu-preact`, `bearpaw-preact`: the pre-activation networks of these two;
 * - `notebook-cifar`, `notebook-fashion`, `notebook-cats-dogs`: the notebooks' own modules.
 */
export type NameFamily =
  | 'torchvision'
  | 'timm-resnetv2'
  | 'transformers'
  | 'kuangliu'
  | 'kuangliu-preact'
  | 'bearpaw-preact'
  | 'notebook-cifar'
  | 'notebook-fashion'
  | 'notebook-cats-dogs';

/** The map of each family's names. */
export const nameMaps: Readonly<Record<NameFamily, NameMap>> = {
  torchvision: {toOurs: name => name, toPublished: name => name},
  'timm-resnetv2': timmResnetv2,
  transformers,
  kuangliu,
  'kuangliu-preact': kuangliuPreact,
  'bearpaw-preact': bearpawPreact,
  'notebook-cifar': notebookCifar,
  'notebook-fashion': notebookFashion,
  'notebook-cats-dogs': notebookCatsDogs,
};

/** The families by name, as options take them. */
export const nameFamilies: readonly NameFamily[] = Object.keys(nameMaps) as NameFamily[];
