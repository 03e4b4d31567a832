/** Data sets and published weights from files and downloads, and images from files. For Node. */

export {fetchDataset, listDatasets, loadDataset, verifyDataset} from './catalogue.js';
export {cifar10} from './cifar-10.js';
export {type Cifar100Options, cifar100} from './cifar-100.js';
export {dataFolder} from './data-folder.js';
export {digits} from './digits.js';
export type {DatasetInfo, FetchOptions, FileVerification, LoadOptions, Verification} from './entry.js';
export {fashionMnist} from './fashion-mnist.js';
export type {DownloadSettings, FetchProgress, FetchResult} from './fetch-files.js';
export {mnist} from './mnist.js';
export {type Image, type ReadImageOptions, readImage} from './read-image.js';
export {type FetchWeightsOptions, fetchWeights} from './weights/fetch-weights.js';
export {listWeights, type PublishedWeights, type WeightsInput} from './weights/published-weights.js';
export {weightsFolder} from './weights/weights-folder.js';
