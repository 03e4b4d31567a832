import {availableParallelism} from 'node:os';
import type {Precision} from '@residual/backend-node-gpu';
import {partsOf} from '@residual/train';
import {Option} from 'commander';
import {findBatch} from '../bench/find-batch.js';
import {type Bench, runBench} from '../bench/run-bench.js';
import {type SubjectOptions, shapeOf} from '../bench/subject.js';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {noteSlowPrecision, startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import {parseClasses, parseInput} from '../network-options.js';
import type {Output} from '../output/output.js';
import {formatBytes} from '../output/units.js';
import {parseCount, parsePositive} from '../parse-number.js';

interface BenchFlags extends SubjectOptions, EngineFlags {
  readonly precision: Precision;
  readonly seconds: number;
  readonly eager: boolean;
  readonly profile?: boolean;
  readonly trace?: string;
  readonly roofline?: boolean;
  readonly findBatch?: boolean;
  readonly memory?: number;
  readonly json?: boolean;
}

/** `residual bench --model MODEL` */
export const configureBench: Configure = (command, context) => {
  withJson(command)
    .requiredOption('--model <name>', 'a network by its name, see `residual models`')
    .option('--input <size>', 'its height x width x channels of an image, as 96x96x3', parseInput)
    .option('--classes <n>', 'its number of classes', parseClasses)
    .option('--batch <n>', 'images a step', parseCount, 32)
    .addOption(
      new Option('--precision <precision>', 'in what the compiled step computes')
        .choices(['float32', 'bfloat16', 'float16'])
        .default('float32'),
    )
    .option('--inference', 'predict, with batch norm folded, in the place of training')
    .option('--seconds <n>', 'for how long to repeat each', parsePositive, 5)
    .option('--no-eager', 'time the compiled step alone')
    .option('--profile', 'show what a compiled step spends its time on, by operation and by layer')
    .option('--trace <file>', 'the same as a file for chrome://tracing or Perfetto')
    .option('--roofline', 'measure what this machine multiplies at best, and hold the step against it')
    .option('--find-batch', 'find the largest batch that fits in memory, by trying')
    .option('--memory <GB>', 'what --find-batch may take (default: what is free, but for a tenth)', parsePositive)
    .action((flags: BenchFlags) => bench(flags, context));
  addEngineOptions(command);
  withExamples(command, [
    ['residual bench --model resnet18 --input 96x96x3', 'a training step, compiled and operation by operation'],
    ['residual bench --model resnet50 --batch 16 --precision bfloat16', 'in bfloat16'],
    ['residual bench --model resnet18 --inference --batch 1', 'one prediction'],
    ['residual bench --model cifar-resnet20 --profile --trace step.json', 'where the time goes'],
    ['residual bench --model resnet18 --roofline', 'how far from what the machine can do'],
    ['residual bench --model resnet50 --find-batch', 'how many images fit'],
  ]);
};

async function bench(flags: BenchFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const {input, classes, batchNorm} = shapeOf(flags);
  if (flags.findBatch) return find(flags, output);
  const {batch, threads, inference} = flags;
  const isWhole = inference || threads !== undefined;
  const parts = isWhole ? 1 : partsOf({batchNorm, batchSize: batch, cores: availableParallelism()});
  const engine = await startEngine({...flags, parts}, output);
  if (!engine.compile && (flags.precision !== 'float32' || flags.profile || flags.trace || flags.roofline)) {
    throw new CliError('--precision, --profile, --trace and --roofline need steps that TensorFlow compiles.', {
      code: 'USAGE_ENGINE',
      exit: 'usage',
      mend: 'Use --engine tensorflow, or leave them out.',
    });
  }
  noteSlowPrecision(flags.precision, engine, output);
  const options: Bench = {...flags, parts: engine.name === 'tensorflow' ? parts : 1};
  const work = `${inference ? 'inference' : 'training step'} of ${flags.model}`;
  output.print(`${work}, ${input.join('x')}, ${classes} classes, batch ${batch}`);
  const {text, json} = await runBench(engine, options);
  output.emit({model: flags.model, input, classes, batch, inference: inference ?? false, engine: engine.name, ...json});
  output.print(`\n${text}`);
}

async function find(flags: BenchFlags, output: Output): Promise<void> {
  const {memory} = flags;
  const limit = memory && memory * 1e9;
  const found = await findBatch({argvOf: batch => argvOf(flags, batch), limit, most: MOST_IMAGES, output});
  output.emit({model: flags.model, precision: flags.precision, ...found});
  const {batch, peak} = found;
  output.print(
    `The largest batch that fits into ${formatBytes(found.limit)}: ${batch}${peak ? `, with ${formatBytes(peak)}` : ''}.`,
  );
}

/** More images in a step serve nobody. */
const MOST_IMAGES = 65_536;

/** The same step with another batch, as short as can be. */
function argvOf(flags: BenchFlags, batch: number): string[] {
  const {model, input, classes, precision, inference, engine, threads, tf32} = flags;
  const values = {model, input: input?.join('x'), classes, precision, engine, threads, batch, seconds: 0.001};
  const options = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, `${value}`],
  );
  return [
    'bench',
    ...options,
    '--no-eager',
    ...(inference ? ['--inference'] : []),
    ...(tf32 === false ? ['--no-tf32'] : []),
  ];
}
