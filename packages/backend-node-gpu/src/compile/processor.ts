import {readFileSync} from 'node:fs';
import type {Binding} from '../binding/binding.js';
import {featuresIn, flagsIn} from '../doctor/cpu.js';
import {hasGroupedGradients} from '../kernels/grouped-conv2d.js';

/**
 * The kernels that compute convolutions: oneDNN's for AVX-512, oneDNN's for older processors, or others, of which nothing
 * is known.
 */
export type ConvolutionKernels = 'avx512' | 'onednn' | 'others';

const known = new WeakMap<Binding, ConvolutionKernels>();

/** Which kernels this TensorFlow uses on this processor. */
export function convolutionKernels(binding: Binding): ConvolutionKernels {
  const found = known.get(binding) ?? find(binding);
  known.set(binding, found);
  return found;
}

function find(binding: Binding): ConvolutionKernels {
  if (process.arch !== 'x64' || binding.isUsingGpuDevice() || !hasGroupedGradients(binding)) return 'others';
  return hasAvx512() ? 'avx512' : 'onednn';
}

/** Where the system does not tell, there is none. */
function hasAvx512(): boolean {
  try {
    return featuresIn(flagsIn(readFileSync('/proc/cpuinfo', 'utf8'))).avx512;
  } catch {
    return false;
  }
}
