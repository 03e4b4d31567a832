import {squeezedChannels} from '../blocks/squeeze-excitation.js';
import {CoreError} from '../errors.js';
import {bottleneckExpansion, bottleneckWidth} from './bottleneck-width.js';
import {type ResNetConfig, type ResolvedConfig, resolveConfig} from './config.js';
import {type ImageShape, requireSizes} from './model-options.js';

/** A layer that computes with weights, or passes values over. */
export interface PredictedLayer {
  name: string;
  /** Shape of its output for one image, as `[56, 56, 64]`. */
  outputShape: readonly number[];
  /** Values to learn. */
  parameters: number;
  /** Multiply-adds of convolutions and fully connected layers, for one image. */
  multiplyAdds: number;
}

/** What a network will be, by arithmetic alone. */
export interface PredictedGeometry {
  layers: PredictedLayer[];
  /** Shape of the output for one image. */
  outputShape: readonly number[];
  /** Values to learn; running statistics are none. */
  parameters: number;
  /** Multiply-adds of convolutions and fully connected layers, for one image. */
  multiplyAdds: number;
}

interface Window {
  size: number;
  stride: number;
  padding: number;
}

interface Convolution extends Partial<Omit<Window, 'size'>> {
  filters: number;
  size?: number;
  groups?: number;
  bias?: boolean;
}

/**
 * Shapes, parameters and multiply-adds of a network without building it.
 *
 * @throws CoreError `BAD_OPTION`; `INPUT_TOO_SMALL` with the layer; `SHAPE_MISMATCH` where shortcut A cannot follow.
 */
export function predictGeometry(
  config: ResNetConfig,
  {inputShape = [224, 224, 3], classes = 1000}: {inputShape?: ImageShape; classes?: number} = {},
): PredictedGeometry {
  requireSizes({inputShape, classes});
  const network = resolveConfig(config);
  const layers: PredictedLayer[] = [];
  const record = recorder(layers);
  let shape = predictStem(record, inputShape, network);
  network.depths.forEach((depth, stage) => {
    for (let block = 0; block < depth; block++) {
      const stride = block === 0 ? network.strides[stage]! : 1;
      const name = `layer${stage + 1}.${block}`;
      shape = predictBlock(record, shape, {network, planes: network.filters[stage]!, stride, name});
    }
  });
  if (network.preactivation && network.norm) record.norm('bn', shape);
  const outputShape = predictHead(record, shape, {network, classes});
  const total = (of: 'parameters' | 'multiplyAdds') => layers.reduce((sum, layer) => sum + layer[of], 0);
  return {layers, outputShape, parameters: total('parameters'), multiplyAdds: total('multiplyAdds')};
}

type Recorder = ReturnType<typeof recorder>;

/** The arithmetic of each kind of layer; each notes the layer and returns the shape of its output. */
function recorder(layers: PredictedLayer[]) {
  const note = (name: string, outputShape: readonly number[], parameters = 0, multiplyAdds = 0) =>
    layers.push({name, outputShape, parameters, multiplyAdds});

  const slide = (name: string, [h, w, channels]: ImageShape, {size, stride, padding}: Window): ImageShape => {
    const steps = (length: number) => Math.floor((length + 2 * padding - size) / stride) + 1;
    if (steps(h) < 1 || steps(w) < 1) {
      throw new CoreError('INPUT_TOO_SMALL', `${name}: a window of ${size}x${size} does not fit into ${h}x${w}`);
    }
    return [steps(h), steps(w), channels];
  };

  return {
    conv(name: string, input: ImageShape, {filters, size = 3, groups = 1, bias = false, ...window}: Convolution) {
      const {stride = 1, padding = Math.floor(size / 2)} = window;
      const [h, w] = slide(name, input, {size, stride, padding});
      if (input[2] % groups > 0 || filters % groups > 0) {
        throw new CoreError(
          'BAD_OPTION',
          `${name}: expected groups that divide ${input[2]} and ${filters} channels, got ${groups}`,
        );
      }
      const kernel = (size * size * input[2] * filters) / groups;
      note(name, [h, w, filters], kernel + (bias ? filters : 0), h * w * kernel);
      return [h, w, filters] as const;
    },
    norm(name: string, input: ImageShape) {
      note(name, input, 2 * input[2]);
    },
    pool(name: string, input: ImageShape, window: Window) {
      const output = slide(name, input, window);
      note(name, output);
      return output;
    },
    /** Halves height and width, an odd row and column counting as whole. */
    halve(name: string, [h, w, channels]: ImageShape) {
      const output = [Math.ceil(h / 2), Math.ceil(w / 2), channels] as const;
      note(name, output);
      return output;
    },
    output(name: string, outputShape: readonly number[], parameters = 0, multiplyAdds = 0) {
      note(name, outputShape, parameters, multiplyAdds);
      return outputShape;
    },
  };
}

function predictStem(record: Recorder, input: ImageShape, {stem}: ResolvedConfig): ImageShape {
  const {filters, kernelSize: size, stride, padding, bias, norm, deep, pool} = stem;
  let shape = input;
  if (deep) {
    const narrow = Math.floor(filters / 2);
    shape = record.conv('conv1.0', shape, {filters: narrow, stride, bias});
    if (norm) record.norm('conv1.1', shape);
    shape = record.conv('conv1.3', shape, {filters: narrow, bias});
    if (norm) record.norm('conv1.4', shape);
    shape = record.conv('conv1.6', shape, {filters, bias});
  } else {
    shape = record.conv('conv1', shape, {filters, size, stride, padding, bias});
  }
  if (norm) record.norm('bn1', shape);
  return pool ? record.pool('maxpool', shape, pool) : shape;
}

interface PredictedBlock {
  network: ResolvedConfig;
  /** Channels of the stage. */
  planes: number;
  stride: number;
  name: string;
}

function predictBlock(record: Recorder, input: ImageShape, block: PredictedBlock): ImageShape {
  const {network, name} = block;
  const {norm, bias, antiAlias, preactivation, squeezeExcitation} = network;
  let shape = input;
  let blur: string | undefined;
  const halveIfBlurred = () => {
    if (blur) shape = record.halve(blur, shape);
    blur = undefined;
  };
  convolutionsOf(block).forEach(({stride = 1, ...convolution}, index) => {
    const [conv, bn] = [`${name}.conv${index + 1}`, `${name}.bn${index + 1}`];
    if (norm && preactivation) record.norm(bn, shape);
    halveIfBlurred();
    const blurs = antiAlias && stride > 1;
    shape = record.conv(conv, shape, {...convolution, bias, stride: blurs ? 1 : stride});
    if (norm && !preactivation) record.norm(bn, shape);
    // A pre-activation block blurs what the next convolution sees.
    if (blurs) blur = preactivation ? `${name}.bn${index + 2}.blur` : `${conv}.blur`;
    if (!preactivation) halveIfBlurred();
  });
  if (squeezeExcitation) {
    const squeezed = squeezedChannels(shape[2], squeezeExcitation);
    const pooled = record.conv(`${name}.se.fc1`, [1, 1, shape[2]], {filters: squeezed, size: 1, bias: true});
    record.conv(`${name}.se.fc2`, pooled, {filters: shape[2], size: 1, bias: true});
  }
  predictShortcut(record, input, {...block, filters: shape[2]});
  return shape;
}

function convolutionsOf({network, planes, stride}: PredictedBlock): Convolution[] {
  const {block, groups, strideIn} = network;
  if (block === 'basic') {
    return [
      {filters: planes, groups, stride},
      {filters: planes, groups},
    ];
  }
  const width = bottleneckWidth(network, planes);
  const [first, second] = strideIn === '1x1' ? [stride, 1] : [1, stride];
  return [
    {filters: width, size: 1, stride: first},
    {filters: width, groups, stride: second},
    {filters: bottleneckExpansion * planes, size: 1},
  ];
}

function predictShortcut(
  record: Recorder,
  input: ImageShape,
  {network, stride, filters, name}: PredictedBlock & {filters: number},
): void {
  const {shortcut, norm, bias, preactivation} = network;
  const changes = stride > 1 || input[2] !== filters;
  if (shortcut === 'A' && input[2] > filters) {
    throw new CoreError(
      'SHAPE_MISMATCH',
      `${name}: shortcut A adds channels and cannot take any away, from ${input[2]} to ${filters}; use B`,
    );
  }
  if (shortcut === 'none' || shortcut === 'A' || (shortcut !== 'C' && !changes)) return;
  const normalizes = norm && !preactivation && shortcut !== 'biased';
  const first = shortcut === 'D' ? 1 : 0;
  const sequence = normalizes || shortcut === 'biased' || shortcut === 'D' || shortcut === '3x3';
  const prefix = `${name}.downsample`;
  const averages = shortcut === 'D' && stride > 1;
  const shape = record.conv(
    sequence ? `${prefix}.${first}` : prefix,
    averages ? record.halve(`${prefix}.0`, input) : input,
    {
      filters,
      size: shortcut === '3x3' ? 3 : 1,
      stride: averages ? 1 : stride,
      bias: shortcut === 'biased' || (bias && shortcut !== '3x3'),
    },
  );
  if (normalizes) record.norm(`${prefix}.${first + 1}`, shape);
}

function predictHead(
  record: Recorder,
  shape: ImageShape,
  {network, classes}: {network: ResolvedConfig; classes: number},
): readonly number[] {
  const {averagePool: size, features} = network;
  let length = shape[2];
  if (size === 'global') record.output('avgpool', [length]);
  else length = record.pool('avgpool', shape, {size, stride: size, padding: 0}).reduce((a, b) => a * b);
  if (features) return [length];
  return record.output('fc', [classes], classes * (length + 1), classes * length);
}
