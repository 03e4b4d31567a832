/** Data sets and published weights from files and downloads, and images from files. For Node. */

export {fetchDataset, listDatasets, loadDataset, loadParts, verifyDataset} from './catalogue.js';
export {catsDogs} from './cats-dogs.js';
export {cifar10} from './cifar-10.js';
export {type Cifar100Options, cifar100} from './cifar-100.js';
export {dataFolder} from './data-folder.js';
export {digits} from './digits.js';
export {emnist} from './emnist.js';
export type {
  DatasetInfo,
  DatasetParts,
  FetchOptions,
  FileVerification,
  LoadOptions,
  PartsOptions,
  Verification,
} from './entry.js';
export {fashionMnist} from './fashion-mnist.js';
export type {DownloadSettings, FetchProgress, FetchResult} from './fetch-files.js';
export {type ContactSheetOptions, contactSheet, type SheetImage} from './images/contact-sheet.js';
export {type ImageFilesOptions, imageFiles, type LabelledFile} from './images/image-files.js';
export {
  type ImageFolder,
  type ImageFolderOptions,
  imageFolder,
  type OpenImagesOptions,
  openImages,
  type PhotoOptions,
} from './images/image-folder.js';
export type {CacheOptions} from './images/image-reader.js';
export {closeImageWorkers} from './images/image-workers.js';
export {type FolderReport, inspectImages, type Spread} from './images/inspect-images.js';
export {isImageName} from './images/layout.js';
export {type FileProblem, type FileTree, listFiles} from './images/list-files.js';
export {type ImageFile, type ImageScan, type ScanOptions, scanImages} from './images/scan-images.js';
export {mnist} from './mnist.js';
export {PHOTOS, photos} from './photos.js';
export {type Image, type ReadImageOptions, readImage} from './read-image.js';
export {type FetchWeightsOptions, fetchWeights} from './weights/fetch-weights.js';
export {listWeights, type PublishedWeights, type WeightsInput} from './weights/published-weights.js';
export {weightsFolder} from './weights/weights-folder.js';
