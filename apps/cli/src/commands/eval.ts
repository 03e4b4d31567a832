import {join} from 'node:path';
import {nameFamilies} from '@residual/core';
import {normalize} from '@residual/data';
import {Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {type RunningEngine, startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import {assertSameImages, type Contestant, compare, formatComparisons} from '../evaluation/compare.js';
import {evaluateClasses} from '../evaluation/evaluate-classes.js';
import {formatEvaluation} from '../evaluation/format-evaluation.js';
import {runSubject} from '../evaluation/run-subject.js';
import {describeImages, PARTS, type Part, type Subject, wholeOf} from '../evaluation/subject.js';
import {TEST_TIME, type TestTime, testTime} from '../evaluation/test-time.js';
import type {WeightsFlags} from '../evaluation/weights-network.js';
import {weightsSubject} from '../evaluation/weights-subject.js';
import {writeEvaluation} from '../evaluation/write-evaluation.js';
import {parseClasses} from '../network-options.js';
import type {Output} from '../output/output.js';
import {parseCount} from '../parse-number.js';
import {checkpointOption, type Kind} from '../run/trained.js';

interface EvalFlags extends EngineFlags, Partial<WeightsFlags> {
  readonly checkpoint?: Kind;
  readonly dataDir?: string;
  readonly images?: string;
  readonly split: Part;
  readonly tta?: TestTime;
  readonly take?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Options that belong to a file of weights. */
const OF_WEIGHTS = ['model', 'data', 'normalize', 'classes', 'names'] as const;

/** `residual eval RUNS…`, `residual eval --weights FILE --model NAME` */
export const configureEval: Configure = (command, context) => {
  withJson(command)
    .argument('[runs...]', 'names of runs, or their folders; several are compared')
    .option('--weights <file>', 'a file of weights, or published ones by their name, in the place of a run')
    .option('--model <name>', 'the network of a file, see `residual models`')
    .option('--data <name>', 'its data set, see `residual data list` (default: what is usual for the network)')
    .option('--normalize <constants>', 'imagenet, cifar10 or another name, or means/deviations (default: usual ones)')
    .option('--classes <n>', 'its number of classes (default: that of the data)', parseClasses)
    .addOption(new Option('--names <whose>', 'whose names its parameters have').choices(['auto', ...nameFamilies]))
    .addOption(new Option('--split <part>', 'which images of the data set').choices(PARTS).default('test'))
    .option('--images <folder>', 'photos in class folders, in the place of the data set')
    .option('--take <n>', 'the first so many images only', parseCount)
    .addOption(new Option('--tta <views>', 'look at each image several times, and take the mean').choices(TEST_TIME))
    .option('--out <folder>', 'write tables, charts and the most confident mistakes there')
    .option('--data-dir <folder>', 'folder of the data sets')
    .addOption(checkpointOption())
    .action((runs: string[], flags: EvalFlags) => evaluateAll(runs, flags, context));
  addEngineOptions(command);
  withExamples(command, [
    ['residual eval digits', 'loss and accuracy, in all and of each class'],
    ['residual eval digits --out report', 'and mistakes, confusion matrix and calibration as pictures'],
    ['residual eval digits other --split valid', 'two runs side by side'],
    ['residual eval pets --images ~/new-photos --tta flip', 'on other photos, each looked at twice'],
    ['residual eval --weights cifar-resnet20/akamaster', 'published weights, see `residual weights`'],
    ['residual eval --weights r20.safetensors --model cifar-resnet20 --normalize imagenet', 'weights from elsewhere'],
  ]);
};

async function evaluateAll(runs: readonly string[], flags: EvalFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const subjects = await subjectsOf(runs, flags, output);
  assertSameImages(subjects);
  const engine = await startEngine(flags, output);
  const all: (Contestant & {result: object})[] = [];
  for (const subject of subjects) {
    const out = flags.out && (subjects.length > 1 ? join(flags.out, subject.name) : flags.out);
    all.push(await evaluateOne(subject, {...flags, out, engine, output, isAlone: subjects.length === 1}));
  }
  if (flags.out) output.note(`Wrote ${flags.out}: predictions, confusion matrix, calibration and mistakes.`);
  const [first, ...others] = all;
  if (others.length === 0) {
    output.emit(first!.result);
    return;
  }
  const comparisons = compare([first!, ...others]);
  output.emit({evaluations: all.map(({result}) => result), comparisons});
  output.print(formatComparisons(all, comparisons));
}

interface EvaluateOneOptions {
  readonly take?: number;
  readonly tta?: TestTime;
  readonly out: string | undefined;
  readonly engine: RunningEngine;
  readonly output: Output;
  /** Whether the result is printed; those of several are printed side by side. */
  readonly isAlone: boolean;
}

async function evaluateOne(
  subject: Subject,
  {take, tta, out, engine: {compile}, output, isAlone}: EvaluateOneOptions,
): Promise<Contestant & {result: object}> {
  const {name, origin} = subject;
  const images = take === undefined ? subject.images : subject.images.take(take);
  const {model: network, facts, fields} = await subject.open();
  const plain = {dataset: images, model: network};
  const {dataset, model} = tta ? testTime(tta, plain) : plain;
  const progress = output.progress({label: 'images', total: images.length});
  const prepared = dataset.map(normalize(subject.normalize));
  const options = {compile, onProgress: progress.update};
  const {evaluation, answers} = await evaluateClasses(model, prepared, options).finally(progress.stop);
  const result = {...fields, ...origin, ...(tta && {tta}), available: wholeOf(subject), ...evaluation};
  if (isAlone) {
    const views = tta && {'each looked at': tta};
    const all = {...facts, images: describeImages(subject, images.length), ...views};
    output.print(formatEvaluation(evaluation, {facts: all, width: output.width}));
  }
  if (out !== undefined) await writeEvaluation(out, {evaluation, answers, images, result});
  return {name, evaluation, answers, result};
}

/** What the command line asks to evaluate. Throws CliError `USAGE_SUBJECT` where that is nothing, or two things. */
async function subjectsOf(runs: readonly string[], flags: EvalFlags, output: Output): Promise<Subject[]> {
  const {weights, checkpoint, dataDir, images: folder, split: part} = flags;
  if (folder !== undefined && part !== 'test') {
    throw usage('--split does not go with --images.', 'Leave --split out: all images of the folder are taken.');
  }
  if (runs.length > 0) {
    const other = (['weights', ...OF_WEIGHTS] as const).find(name => flags[name] !== undefined);
    if (other) throw usage(`--${other} does not go with a run.`, `Leave --${other} out, or the name of the run.`);
    return Promise.all(runs.map(run => runSubject(run, {checkpoint, dataDir, output, part, folder})));
  }
  const example = 'As in: residual eval digits, or residual eval --weights FILE --model cifar-resnet20.';
  if (weights === undefined) throw usage('Nothing was given to evaluate.', example);
  if (checkpoint) throw usage('--checkpoint does not go with --weights.', 'Leave --checkpoint out.');
  if (part === 'valid') throw usage('Weights have no validation images.', 'Take --split test or train.');
  return [await weightsSubject({...flags, weights}, {dataDir, output, part, folder})];
}

function usage(message: string, mend: string): CliError {
  return new CliError(message, {code: 'USAGE_SUBJECT', exit: 'usage', mend});
}
