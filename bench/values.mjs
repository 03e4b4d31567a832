/**
 * Numbers that every contestant computes for itself, in float64: `2 frac(sin(12.9898 i + 78.233 (k + 1)) 43758.5453) - 1`
 * for i from 1.
 *
 * @param {number} length
 * @param {number} k which sequence
 * @returns {Float64Array} values in [-1, 1)
 */
function noise(length, k) {
  return Float64Array.from({length}, (_, i) => {
    const u = Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1)) * 43758.5453;
    return 2 * (u - Math.floor(u)) - 1;
  });
}

/**
 * The batch of a workload.
 *
 * @param {import('./workload.mjs').Workload} workload
 * @returns {{images: Float32Array, labels: Int32Array}} images [batch, height, width, channels]
 */
export function batch(workload) {
  const [height, width, channels] = workload.input;
  const {images: nchw, labels} = channelsFirstBatch(workload);
  const images = Float32Array.from(nchw, (_, i) => {
    const channel = i % channels;
    const pixel = Math.floor(i / channels) % (height * width);
    const image = Math.floor(i / (channels * height * width));
    return nchw[(image * channels + channel) * height * width + pixel] ?? Number.NaN;
  });
  return {images, labels};
}

/**
 * The same with images as PyTorch has them.
 *
 * @param {import('./workload.mjs').Workload} workload
 * @returns {{images: Float32Array, labels: Int32Array}} images [batch, channels, height, width]
 */
export function channelsFirstBatch({batch, input: [height, width, channels], classes}) {
  const images = Float32Array.from(noise(batch * channels * height * width, -1));
  const labels = Int32Array.from({length: batch}, (_, i) => (3 + 7 * i) % classes);
  return {images, labels};
}

/**
 * The loss that a batch's logits amount to: mean cross entropy, in float64 on the host.
 *
 * @param {ArrayLike<number>} logits [batch, classes]
 * @param {Int32Array} labels
 */
export function lossOf(logits, labels) {
  const classes = logits.length / labels.length;
  let sum = 0;
  for (const [i, label] of labels.entries()) {
    const row = Array.from({length: classes}, (_, c) => logits[i * classes + c] ?? Number.NaN);
    const most = Math.max(...row);
    sum +=
      most + Math.log(row.reduce((total, value) => total + Math.exp(value - most), 0)) - (row[label] ?? Number.NaN);
  }
  return sum / labels.length;
}

/**
 * The names of a network's parameters, in the order in which they are numbered.
 *
 * @param {import('./workload.mjs').Operation[]} network
 */
function parameterNames(network) {
  return network.flatMap(operation => {
    if (!('name' in operation)) return [];
    const bias = operation.op !== 'conv' || operation.bias !== false;
    return bias ? [`${operation.name}.weight`, `${operation.name}.bias`] : [`${operation.name}.weight`];
  });
}

/**
 * The initial value of one parameter: noise, scaled by the fan-in for weights. Where inference needs running statistics,
 * the mean is the same layer's bias and the variance its weight.
 *
 * @param {import('./workload.mjs').Operation[]} network
 * @param {string} given as PyTorch names it
 * @param {number[]} shape in PyTorch's layout: [out, in, height, width], [out, in] or [channels]
 * @returns {Float32Array}
 */
export function parameter(network, given, shape) {
  const name = given.replace(/running_mean$/, 'bias').replace(/running_var$/, 'weight');
  const index = parameterNames(network).indexOf(name);
  if (index < 0) throw new Error(`The workload's network has no parameter ${name}.`);
  const size = shape.reduce((a, b) => a * b, 1);
  const values = noise(size, index);
  if (name.endsWith('.bias')) return Float32Array.from(values, v => 0.1 * v);
  if (shape.length === 1) return Float32Array.from(values, v => 1 + 0.1 * v);
  const scale = Math.sqrt(6 / (size / (shape[0] ?? 1)));
  return Float32Array.from(values, v => v * scale);
}
