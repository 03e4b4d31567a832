import type {Binding} from '../binding/binding.js';
import {DType} from '../binding/dtypes.js';
import {conv2dBackpropFilterKernel, conv2dBackpropInputKernel, conv2dKernel, convolutionAttributes} from './conv2d.js';
import type {Kernel} from './register.js';

/**
 * Grouped convolution and its gradients. TensorFlow's `Conv2D` is one when the filter `[height, width, in / groups, out]`
 * has fewer channels than the image, and so are its gradients with oneDNN and on GPUs.
 */
const kernels: readonly Kernel[] = [
  {kernelName: 'GroupedConv2D', run: conv2dKernel.run},
  {kernelName: 'GroupedConv2DBackpropInput', run: conv2dBackpropInputKernel.run},
  {kernelName: 'GroupedConv2DBackpropFilter', run: conv2dBackpropFilterKernel.run},
];

/** The kernels of grouped convolution where this TensorFlow has the gradients, else none: they are composed then. */
export function groupedConv2dKernels(binding: Binding): readonly Kernel[] {
  return hasGroupedGradients(binding) ? kernels : [];
}

/** Whether this TensorFlow has gradients of grouped convolutions, by trying one: with oneDNN and on GPUs it has. */
export function hasGroupedGradients(binding: Binding): boolean {
  const image = [1, 1, 1, 2];
  const inputs = [
    binding.createTensor([4], DType.int32, Int32Array.from(image)),
    binding.createTensor(image, DType.float32, new Float32Array(2)),
    binding.createTensor(image, DType.float32, new Float32Array(2)),
  ];
  const attributes = convolutionAttributes({padding: 'VALID'});
  try {
    const [gradient] = binding.executeOp('Conv2DBackpropInput', attributes, inputs, 1);
    binding.deleteTensor(gradient!.id);
    return true;
  } catch {
    return false;
  } finally {
    for (const id of inputs) binding.deleteTensor(id);
  }
}
