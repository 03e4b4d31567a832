import * as tf from '@tensorflow/tfjs-core';

/** `{dy, y} -> dx`, where a backend has it as one kernel; `y` is ReLU's output. */
const KERNEL = 'ReluGrad';

let installed = false;

/**
 * Lets ReLU's gradient be one kernel where the backend has it; elsewhere TF.js's own composition of three stays. It is
 * taken from ReLU's output, where TF.js keeps the input: both are positive at the same places, the output is there
 * anyway, and a graph in which nobody needs the input can join ReLU with what comes before it.
 *
 * Gradients are registered for all backends at once, and by whoever is loaded: so this asks when a gradient is taken.
 */
export function useReluGradient(): void {
  const stock = tf.getGradient('Relu');
  if (installed || !stock) return;
  installed = true;
  tf.unregisterGradient('Relu');
  tf.registerGradient({
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc(dy, saved, attributes) {
      if (!tf.getKernel(KERNEL, tf.getBackend())) return stock.gradFunc(dy, saved, attributes);
      return {x: () => tf.engine().runKernel(KERNEL, {dy: dy as tf.Tensor, y: saved[0]!}) as tf.Tensor};
    },
  });
}
