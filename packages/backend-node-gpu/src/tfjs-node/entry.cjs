// The JavaScript half of tfjs-node: its backend class and its kernels, which register themselves when loaded.
// Bundled at build time (scripts/bundle-tfjs-node.mjs), so that the package, with its installer, is not needed.
exports.NodeJSKernelBackend = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend').NodeJSKernelBackend;
require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
