import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type {WeightInitializer} from './weight-initializer.js';

/** Weights that have a shape and the memory of a single value: they can be counted, and nothing else. */
export const unallocated: WeightInitializer = () => ({kernel: shapeAlone(), bias: shapeAlone()});

function shapeAlone(): ReturnType<typeof tfl.initializers.zeros> {
  const initializer = tfl.initializers.zeros();
  initializer.apply = shape => {
    const engine = tf.engine();
    const dataId = engine.backend.write(new Float32Array(1), [1], 'float32');
    return engine.makeTensorFromTensorInfo({dataId, shape: shape as number[], dtype: 'float32'});
  };
  return initializer;
}
