import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {groupedConv2d} from '../ops/grouped-conv2d.js';

type Conv2D = ReturnType<typeof tfl.layers.conv2d>;
type Conv2DArgs = Parameters<typeof tfl.layers.conv2d>[0];
type Shape = (number | null)[];

/** What a layer of class `GroupedConv2D` is made from: what TF.js's Conv2D is, and the number of groups. */
export type GroupedConv2DArgs = Conv2DArgs & {groups: number};

type GroupedConv2DClass = (new (args: GroupedConv2DArgs) => Conv2D) & {className: string};

let registered: GroupedConv2DClass | undefined;

/**
 * Lets TF.js open saved models that have grouped convolutions. Making such a layer does it too; a second call does
 * nothing.
 */
export function registerGroupedConv2D(): void {
  registered ??= tf.serialization.registerClass(groupedConv2DClass() as never) as never;
}

/**
 * A layer of class `GroupedConv2D`: TF.js's Conv2D, but each group of output channels sees its own group of input
 * channels. Its weights are `kernel` `[height, width, in / groups, filters]` and `bias` `[filters]`, so that PyTorch's
 * layouts fit as they do a Conv2D's. It is saved with Conv2D's configuration and `groups`, as Keras saves one.
 *
 * @throws CoreError `BAD_OPTION` where the groups do not divide the channels, or with an option that it lacks:
 * `dilationRate`, and a `dataFormat` other than `channelsLast`.
 */
export function groupedConv2DLayer(args: GroupedConv2DArgs): Conv2D {
  registerGroupedConv2D();
  return new registered!(args);
}

/** TF.js exports no class of Conv2D, only layers of it. */
function groupedConv2DClass(): GroupedConv2DClass {
  const Conv2DClass = tfl.layers.conv2d({filters: 1, kernelSize: 1}).constructor as new (args: Conv2DArgs) => Conv2D;

  return class extends Conv2DClass {
    static readonly className = 'GroupedConv2D';
    readonly #groups: number;

    constructor(args: GroupedConv2DArgs) {
      super(args);
      this.#groups = args.groups;
      requireDivisible(this.name, 'filters', this.filters, this.#groups);
      if (this.dataFormat !== 'channelsLast' || this.dilationRate.some(rate => rate !== 1)) {
        throw new CoreError(
          'BAD_OPTION',
          `${this.name}: expected a grouped convolution with channels last and without dilation, ` +
            `got dataFormat ${this.dataFormat} and dilationRate ${this.dilationRate}`,
        );
      }
    }

    override build(inputShape: Shape | Shape[]): void {
      const [batch, height, width, channels] = inputShape as [null, number, number, number];
      requireDivisible(this.name, 'input channels', channels, this.#groups);
      super.build([batch, height, width, channels / this.#groups]);
      this.inputSpec = [{ndim: 4, axes: {3: channels}}];
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: object): tf.Tensor {
      return tf.tidy(() => {
        this.invokeCallHook(inputs, kwargs);
        const y = groupedConv2d([inputs].flat()[0] as tf.Tensor4D, this.kernel.read() as tf.Tensor4D, {
          strides: this.strides as [number, number],
          pad: this.padding as 'same' | 'valid',
          groups: this.#groups,
        });
        return this.activation.apply(this.useBias ? tf.add(y, this.bias.read()) : y);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return {...super.getConfig(), groups: this.#groups};
    }
  };
}

/** @throws CoreError `BAD_OPTION`. */
function requireDivisible(name: string, what: string, channels: number, groups: number): void {
  if (Number.isSafeInteger(groups) && groups > 0 && channels % groups === 0) return;
  throw new CoreError('BAD_OPTION', `${name}: expected groups that divide ${channels} ${what}, got ${groups}`);
}
