import {nameFamilies} from '@residual/core';
import {normalize} from '@residual/data';
import {InvalidArgumentError, Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import {evaluateClasses} from '../evaluation/evaluate-classes.js';
import {formatEvaluation} from '../evaluation/format-evaluation.js';
import {runSubject} from '../evaluation/run-subject.js';
import {describeImages, type Subject, testImagesOf} from '../evaluation/subject.js';
import type {WeightsFlags} from '../evaluation/weights-network.js';
import {weightsSubject} from '../evaluation/weights-subject.js';
import {parseClasses} from '../network-options.js';
import type {OpenOptions} from '../recipe/open-data.js';
import {checkpointOption, type Kind} from '../run/trained.js';

interface EvalFlags extends EngineFlags, Partial<WeightsFlags> {
  readonly checkpoint?: Kind;
  readonly dataDir?: string;
  readonly take?: number;
  readonly json?: boolean;
}

/** Options that belong to a file of weights. */
const OF_WEIGHTS = ['model', 'data', 'normalize', 'classes', 'names'] as const;

/** `residual eval RUN`, `residual eval --weights FILE --model NAME` */
export const configureEval: Configure = (command, context) => {
  withJson(command)
    .argument('[run]', 'name of a run, or its folder')
    .option('--weights <file>', 'a file of weights, or published ones by their name, in the place of a run')
    .option('--model <name>', 'the network of a file, see `residual models`')
    .option('--data <name>', 'its data set, see `residual data list` (default: what is usual for the network)')
    .option('--normalize <constants>', 'imagenet, cifar10 or another name, or means/deviations (default: usual ones)')
    .option('--classes <n>', 'its number of classes (default: that of the data)', parseClasses)
    .addOption(new Option('--names <whose>', 'whose names its parameters have').choices(['auto', ...nameFamilies]))
    .option('--take <n>', 'the first so many test images only', parseTake)
    .option('--data-dir <folder>', 'folder of the data sets')
    .addOption(checkpointOption())
    .action((run: string | undefined, flags: EvalFlags) => evaluate(run, flags, context));
  addEngineOptions(command);
  withExamples(command, [
    ['residual eval digits', 'loss and accuracy, in all and of each class'],
    ['residual eval runs/trial-1 --checkpoint best --json', 'of the best weights, as JSON'],
    ['residual eval --weights cifar-resnet20/akamaster', 'published weights, see `residual weights`'],
    ['residual eval --weights r20.safetensors --model cifar-resnet20 --normalize imagenet', 'weights from elsewhere'],
  ]);
};

async function evaluate(run: string | undefined, flags: EvalFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const subject = await subjectOf(run, flags, {dataDir: flags.dataDir, output});
  const {data} = subject;
  const images = flags.take === undefined ? subject.test : subject.test.take(flags.take);
  const test = images.map(normalize(subject.normalize));
  const {compile} = await startEngine(flags, output);
  const {model, facts, fields} = await subject.open();
  const progress = output.progress({label: 'test images', total: test.length});
  const options = {compile, onProgress: progress.update};
  const evaluation = await evaluateClasses(model, test, options).finally(progress.stop);
  output.emit({...fields, testImages: testImagesOf(data), ...evaluation});
  output.print(formatEvaluation(evaluation, {...facts, images: describeImages(data, test.length)}));
}

/** What the command line asks to evaluate. Throws CliError `USAGE_SUBJECT` where that is nothing, or two things. */
async function subjectOf(run: string | undefined, flags: EvalFlags, options: OpenOptions): Promise<Subject> {
  const {weights, checkpoint} = flags;
  if (run !== undefined) {
    const other = (['weights', ...OF_WEIGHTS] as const).find(name => flags[name] !== undefined);
    if (other) throw usage(`--${other} does not go with a run.`, `Leave --${other} out, or the name of the run.`);
    return runSubject(run, {checkpoint, ...options});
  }
  const example = 'As in: residual eval digits, or residual eval --weights FILE --model cifar-resnet20.';
  if (weights === undefined) throw usage('Nothing was given to evaluate.', example);
  if (checkpoint) throw usage('--checkpoint does not go with --weights.', 'Leave --checkpoint out.');
  return weightsSubject({...flags, weights}, options);
}

function usage(message: string, mend: string): CliError {
  return new CliError(message, {code: 'USAGE_SUBJECT', exit: 'usage', mend});
}

function parseTake(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('Expected a whole number, at least 1.');
}
