import type {Transform} from '../dataset.js';

/** uint8 pixels, 0 to 255, become float32, 0 to 1; float32 pixels stay. torchvision's `ToTensor`, channels last. */
export function toTensor(): Transform {
  return sample => {
    if (sample.data instanceof Float32Array) return sample;
    const data = new Float32Array(sample.data.length);
    for (let i = 0; i < data.length; i++) data[i] = sample.data[i]! / 255;
    return {...sample, data};
  };
}
