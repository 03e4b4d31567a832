import fc from 'fast-check';
import type {ResNetConfig, StemConfig} from '../networks/config.js';

/** A network of any form that fits together, small enough to build in a moment, and its input. */
export interface RandomNetwork {
  config: ResNetConfig;
  inputShape: [height: number, width: number, channels: number];
  classes: number;
}

const stem: fc.Arbitrary<StemConfig> = fc.record(
  {
    kernelSize: fc.constantFrom(3, 5, 7),
    stride: fc.constantFrom(1, 2),
    padding: fc.constantFrom(0, 1, 3),
    filters: fc.constantFrom(4, 6, 8),
    bias: fc.boolean(),
    norm: fc.boolean(),
    relu: fc.boolean(),
    pool: fc.constantFrom(
      {size: 3, stride: 2, padding: 1},
      {size: 3, stride: 2, padding: 0},
      {size: 2, stride: 2, padding: 0},
    ),
  },
  {requiredKeys: ['kernelSize', 'stride']},
);

/** Networks of every combination of options. */
export const randomNetwork: fc.Arbitrary<RandomNetwork> = fc
  .array(fc.integer({min: 1, max: 3}), {minLength: 1, maxLength: 3})
  .chain(depths => {
    const eachStage = <T>(value: fc.Arbitrary<T>) =>
      fc.array(value, {minLength: depths.length, maxLength: depths.length});
    const config = fc.record(
      {
        block: fc.constantFrom('basic' as const, 'bottleneck' as const),
        depths: fc.constant(depths),
        filters: eachStage(fc.constantFrom(8, 16, 24)),
        strides: eachStage(fc.constantFrom(1, 2)),
        stem: fc.oneof(fc.constantFrom('imagenet' as const, 'small' as const, 'deep' as const), stem),
        shortcut: fc.constantFrom(
          'A' as const,
          'B' as const,
          'C' as const,
          'D' as const,
          'biased' as const,
          '3x3' as const,
          'none' as const,
        ),
        preactivation: fc.boolean(),
        norm: fc.boolean(),
        bias: fc.boolean(),
        innerRelu: fc.boolean(),
        groups: fc.constantFrom(1, 2, 4),
        strideIn: fc.constantFrom('3x3' as const, '1x1' as const),
        squeezeExcitation: fc.constantFrom(0, 2, 16),
        stochasticDepth: fc.constantFrom(0, 0.5),
        antiAlias: fc.boolean(),
        zeroInit: fc.boolean(),
        averagePool: fc.constantFrom('global' as const, 1, 2),
        dropout: fc.constantFrom(0, 0.3),
        features: fc.boolean(),
      },
      {requiredKeys: ['block', 'depths', 'filters', 'strides']},
    );
    return fc.record({
      config,
      inputShape: fc.tuple(fc.integer({min: 24, max: 70}), fc.integer({min: 24, max: 70}), fc.constantFrom(1, 3)),
      classes: fc.integer({min: 1, max: 12}),
    });
  });
