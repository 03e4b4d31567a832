/**
 * Training kernels for the memory of TF.js's WASM backend: they work in place on its tensors and allocate from its
 * heap. Nothing here has memory of its own: no strings, no arrays, no objects.
 */
export {columnSums} from './column-sums';
export {filterGradient} from './filter-gradient';
export {inputGradient} from './input-gradient';
export {maxPoolGradient} from './max-pool-gradient';
