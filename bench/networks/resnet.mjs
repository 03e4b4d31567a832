/**
 * @typedef {import('../workload.mjs').Operation} Operation
 * @typedef {Operation & {input?: string, output?: string}} Placed
 */

/**
 * A residual network as its author or torchvision has it. `depths`: blocks of each stage; `filters`: channels of each;
 * `bottleneck`: 1x1, 3x3 with the stride, 1x1 to four times the channels, in the place of two 3x3; `bias` is of the blocks'
 * convolutions; `branchRelu`: a rectifier at the end of the branch too; `averagePool`: of windows and not of the whole map.
 *
 * @typedef {object} ResNet
 * @property {Stem} stem
 * @property {number[]} depths
 * @property {number[]} [filters]
 * @property {boolean} [bottleneck]
 * @property {boolean} [bias]
 * @property {boolean} [branchRelu]
 * @property {ShortcutKind} [shortcut]
 * @property {number} [averagePool]
 * @property {number} classes
 */

/**
 * Convolution, batch norm and rectifier unless told otherwise, and pooling if wanted.
 *
 * @typedef {object} Stem
 * @property {number} kernel
 * @property {number} stride
 * @property {number} padding
 * @property {boolean} [bias]
 * @property {boolean} [norm]
 * @property {boolean} [relu]
 * @property {{size: number, stride: number, padding: number}} [pool]
 */

/**
 * What leads around a block that changes the shape: a 1x1 convolution with batch norm, a biased one without, a 3x3 with batch
 * norm, or every second value and channels of zeros.
 *
 * @typedef {'projection' | 'biased' | 'wide' | 'padded'} ShortcutKind
 */

/** 7x7 and max pooling, as for ImageNet. */
export const imagenetStem = {kernel: 7, stride: 2, padding: 3, pool: {size: 3, stride: 2, padding: 1}};

/** The notebooks' stems without padding. */
export const unpaddedStem = {kernel: 7, stride: 2, padding: 0, bias: true, pool: {size: 3, stride: 2, padding: 0}};

/** 3x3, for small images. */
export const smallStem = {kernel: 3, stride: 1, padding: 1};

/**
 * Writes a residual network out, operation by operation, under torchvision's names. It knows nothing of residual's own
 * builders: where the two differ, the losses do.
 *
 * @param {ResNet} network
 * @returns {Operation[]}
 */
export function resnet({stem, depths, filters = [64, 128, 256, 512], classes, averagePool, ...blocks}) {
  const {kernel, stride, padding, bias = false, norm = true, relu = true, pool} = stem;
  let channels = filters[0] ?? 0;
  /** @type {Placed[]} */
  const operations = [{op: 'conv', name: 'conv1', filters: channels, kernel, stride, padding, bias}];
  if (norm) operations.push({op: 'batchNorm', name: 'bn1'});
  if (relu) operations.push({op: 'relu'});
  if (pool) operations.push({op: 'maxPool', ...pool});
  for (const [stage, depth] of depths.entries()) {
    for (let block = 0; block < depth; block++) {
      const stride = block === 0 && stage > 0 ? 2 : 1;
      const width = filters[stage] ?? 0;
      const outputs = blocks.bottleneck ? 4 * width : width;
      const place = {name: `layer${stage + 1}.${block}`, channels, width, outputs, stride};
      addBlock(operations, {...blocks, ...place});
      channels = outputs;
    }
  }
  if (averagePool) operations.push({op: 'averagePool', size: averagePool}, {op: 'flatten'});
  else operations.push({op: 'globalAveragePool'});
  return [...operations, {op: 'linear', name: 'fc', units: classes}];
}

/**
 * @param {Placed[]} operations
 * @param {Pick<ResNet, 'bottleneck' | 'bias' | 'branchRelu' | 'shortcut'> & {name: string, channels: number, width: number,
 *   outputs: number, stride: number}} block
 */
function addBlock(operations, {bottleneck, bias = false, branchRelu, shortcut = 'projection', ...block}) {
  const {name, channels, width, outputs, stride} = block;
  const input = outputOfLast(operations, `${name}.input`);
  const convolutions = bottleneck
    ? [
        {filters: width, kernel: 1},
        {filters: width, kernel: 3, padding: 1, stride},
        {filters: outputs, kernel: 1},
      ]
    : [
        {filters: width, kernel: 3, padding: 1, stride},
        {filters: width, kernel: 3, padding: 1},
      ];
  for (const [i, convolution] of convolutions.entries()) {
    if (i > 0) operations.push({op: 'relu'});
    operations.push({op: 'conv', name: `${name}.conv${i + 1}`, bias, ...convolution});
    operations.push({op: 'batchNorm', name: `${name}.bn${i + 1}`});
  }
  if (branchRelu) operations.push({op: 'relu'});
  if (stride === 1 && channels === outputs) {
    operations.push({op: 'add', to: input});
  } else {
    const branch = outputOfLast(operations, `${name}.branch`);
    const change = shortcuts[shortcut]({name: `${name}.downsample`, channels, outputs, stride});
    operations.push(...change.map((operation, i) => (i === 0 ? {...operation, input} : operation)));
    operations.push({op: 'add', to: branch});
  }
  operations.push({op: 'relu'});
}

/** @type {Record<ShortcutKind, (change: {name: string, channels: number, outputs: number, stride: number}) => Operation[]>} */
const shortcuts = {
  projection: ({name, outputs, stride}) => [
    {op: 'conv', name: `${name}.0`, filters: outputs, kernel: 1, stride, bias: false},
    {op: 'batchNorm', name: `${name}.1`},
  ],
  biased: ({name, outputs, stride}) => [{op: 'conv', name: `${name}.0`, filters: outputs, kernel: 1, stride}],
  wide: ({name, outputs, stride}) => [
    {op: 'conv', name: `${name}.0`, filters: outputs, kernel: 3, padding: 1, stride, bias: false},
    {op: 'batchNorm', name: `${name}.1`},
  ],
  padded: ({channels, outputs, stride}) => [
    {op: 'subsample', stride},
    {op: 'padChannels', each: (outputs - channels) / 2},
  ],
};

/**
 * Names the output of the last operation, if it has no name yet.
 *
 * @param {Placed[]} operations
 * @param {string} name
 */
function outputOfLast(operations, name) {
  const last = operations.at(-1);
  if (!last) throw new Error('A block needs an operation before it.');
  last.output ??= name;
  return last.output;
}
