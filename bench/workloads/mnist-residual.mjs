/**
 * The small residual net for MNIST: two 5x5 convolutions, each followed by pooling and one residual block. Everybody pools
 * before rectifying, which gives the same values for a quarter of the work.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'mnist-residual',
  description: 'two residual blocks of 16 and 32 channels, no batch normalisation, 28 px, 41,514 parameters',
  model: 'mnist-residual',
  batch: 64,
  input: [28, 28, 1],
  classes: 10,
  optimizer: {learningRate: 0.01, momentum: 0.5},
  small: true,
  network: [
    {op: 'conv', name: 'conv1', filters: 16, kernel: 5},
    {op: 'maxPool', size: 2},
    {op: 'relu', output: 'pool1'},
    {op: 'conv', name: 'rblock1.conv1', filters: 16, kernel: 3, padding: 1},
    {op: 'relu'},
    {op: 'conv', name: 'rblock1.conv2', filters: 16, kernel: 3, padding: 1},
    {op: 'add', to: 'pool1'},
    {op: 'relu'},
    {op: 'conv', name: 'conv2', filters: 32, kernel: 5},
    {op: 'maxPool', size: 2},
    {op: 'relu', output: 'pool2'},
    {op: 'conv', name: 'rblock2.conv1', filters: 32, kernel: 3, padding: 1},
    {op: 'relu'},
    {op: 'conv', name: 'rblock2.conv2', filters: 32, kernel: 3, padding: 1},
    {op: 'add', to: 'pool2'},
    {op: 'relu'},
    {op: 'flatten'},
    {op: 'linear', name: 'fc', units: 10},
  ],
};
