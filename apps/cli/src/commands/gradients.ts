import {CoreError} from '@residual/core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {assertChartFile, writeChart} from '../chart/write-chart.js';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import {type Compared, type ComparedFlags, comparison} from '../gradients/compared.js';
import {formatGradients} from '../gradients/format.js';
import {gradientChart} from '../gradients/gradient-chart.js';
import {images} from '../gradients/images.js';
import {measure, type NetworkGradients} from '../gradients/measure.js';
import {collectSetting} from '../network-options.js';
import {parseCount, parsePositive, parseSeed} from '../parse-number.js';
import {openTrain} from '../recipe/open-data.js';

interface GradientsFlags extends EngineFlags, ComparedFlags {
  readonly batch: number;
  readonly steps: number;
  readonly seed: number;
  readonly lr: number;
  readonly activations?: boolean;
  readonly out?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `residual gradients MODEL…` */
export const configureGradients: Configure = (command, context) => {
  withJson(command)
    .argument('[models...]', 'names of networks, see `residual models`; one alone is set beside its plain twin')
    .option('--set <option=value>', 'change an option of the networks, as norm=false; may be repeated', collectSetting)
    .option('--data <name>', 'data set, see `residual data list` (default: digits)')
    .option('--size <px>', 'height and width to resize the images to', parseCount)
    .option('--normalize <constants>', 'imagenet, cifar10 or another name, or means/deviations (default: usual ones)')
    .option('--batch <n>', 'images a step', parseCount, 64)
    .option('--steps <n>', 'steps of training, of which the mean is shown', parseCount, 1)
    .option('--lr <rate>', 'learning rate of the steps', parsePositive, 0.01)
    .option('--seed <n>', 'decides first weights and images', parseSeed, 0)
    .option('--weights <file>', 'weights to start from: a file, or published ones by their name')
    .option('--run <run>', 'a run, in the place of a network')
    .option('--activations', 'show the outputs of every layer in figures')
    .option('--out <file>', 'write the chart to a file (.svg or .png)')
    .option('--data-dir <folder>', 'folder of the data sets')
    .action((names: string[], flags: GradientsFlags) => showGradients(names, flags, context));
  addEngineOptions(command);
  withExamples(command, [
    ['residual gradients mnist-residual', 'with and without shortcuts, on digits that ship'],
    ['residual gradients cifar-resnet20 --set norm=false --set initializer=pytorch', 'where gradients vanish'],
    ['residual gradients cifar-plain20 cifar-plain56 --out depths.svg', 'networks of your choice, as a drawing'],
    ['residual gradients resnet18 --data cifar10 --steps 10 --batch 32', 'the mean of ten steps on photos'],
    ['residual gradients --run digits --activations', 'of a trained network'],
  ]);
};

async function showGradients(names: string[], flags: GradientsFlags, context: Context): Promise<void> {
  if (flags.out !== undefined) assertChartFile(flags.out);
  const output = outputFor(context, flags);
  const {networks, data, normalize} = await comparison(names, flags, output);
  const dataset = await openTrain({name: data}, {dataDir: flags.dataDir, output});
  await startEngine(flags, output);
  const {batch, steps, seed, lr: learningRate, size} = flags;
  const [height, width, channels] = (await dataset.get(0)).shape;
  const inputShape = [size ?? height, size ?? width, channels] as const;
  const progress = output.progress({label: 'networks', total: networks.length});
  const seen: NetworkGradients[] = [];
  try {
    for (const network of networks) {
      progress.update(seen.length, network.title);
      const model = await build(network, {inputShape, classes: dataset.classes.length, seed});
      const batches = () => images({dataset, normalize, size, batch, steps, seed});
      seen.push(await measure(model, {title: network.title, batches, learningRate, seed}));
      model.dispose();
    }
  } finally {
    progress.stop();
  }
  const subject = `${steps === 1 ? 'a step' : `mean of ${steps} steps`} of ${batch} images of ${data}`;
  output.emit({data, inputShape, normalize, batch, steps, learningRate, seed, networks: seen});
  output.print(formatGradients(seen, {subject, activations: flags.activations ?? false, width: output.width}));
  if (flags.out === undefined) return;
  await writeChart(flags.out, gradientChart(seen, {subject}));
  output.note(`Wrote ${flags.out}.`);
}

/** Builds a network. Throws CliError `IMAGES_TOO_SMALL` where it needs larger images, which `--size` makes. */
async function build(network: Compared, options: Parameters<Compared['build']>[0]): Promise<LayersModel> {
  try {
    return await network.build(options);
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code !== 'INPUT_TOO_SMALL') throw cause;
    throw new CliError(`${network.title}: ${cause.message}.`, {
      code: 'IMAGES_TOO_SMALL',
      exit: 'usage',
      mend: 'Enlarge the images, as by --size 96.',
      cause,
    });
  }
}
