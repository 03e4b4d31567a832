import {nameFamilies} from '@residual/core';
import {Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import type {WeightsFlags} from '../evaluation/weights-network.js';
import type {Output} from '../output/output.js';
import {parseCount} from '../parse-number.js';
import {exportedPredictor, isExported} from '../prediction/exported-predictor.js';
import {findPictures} from '../prediction/find-pictures.js';
import {predictPictures} from '../prediction/predict-pictures.js';
import {type Predictor, runPredictor, weightsPredictor} from '../prediction/predictor.js';
import type {Inversion} from '../prediction/read-picture.js';
import {notebookStyle, tableStyle} from '../prediction/styles.js';
import {checkpointOption, type Kind} from '../run/trained.js';
import {suggestion} from '../suggest.js';

interface PredictFlags extends EngineFlags, Partial<WeightsFlags> {
  readonly top: number;
  readonly style: 'table' | 'notebook';
  readonly explain?: string;
  readonly explainClass?: string;
  readonly invert?: boolean;
  readonly checkpoint?: Kind;
  readonly json?: boolean;
}

/** `residual predict RUN FILES…`, `residual predict --weights FILE --model NAME FILES…` */
export const configurePredict: Configure = (command, context) => {
  withJson(command, 'print one JSON object an image')
    .argument('[run]', 'name of a run, or its folder; not with --weights')
    .argument('[files...]', 'pictures, folders of them, or patterns in quotes')
    .option('--top <n>', 'classes to show of each image', parseCount, 3)
    .addOption(new Option('--style <style>', 'how lines look').choices(['table', 'notebook']).default('table'))
    .option('--explain <folder>', 'draw what speaks for each answer (Grad-CAM) into a folder')
    .option('--explain-class <name>', 'or what speaks for this class')
    .option('--invert', 'turn grey pictures into negatives (default: where the background is light)')
    .option('--no-invert', 'leave grey pictures as they are')
    .option(
      '--weights <file>',
      'weights: a file, published ones by their name, or a folder that was exported for the web',
    )
    .option('--model <name>', 'the network of a file, see `residual models`')
    .option('--data <name>', 'the data set whose classes it tells apart (default: what is usual for the network)')
    .option('--normalize <constants>', 'imagenet, cifar10 or another name, or means/deviations (default: usual ones)')
    .addOption(new Option('--names <whose>', 'whose names its parameters have').choices(['auto', ...nameFamilies]))
    .addOption(checkpointOption())
    .action((run: string | undefined, files: string[], flags: PredictFlags) => predict({run, files, flags, context}));
  addEngineOptions(command);
  withExamples(command, [
    ['residual predict digits seven.png', 'what digit is it?'],
    ['residual predict pets ./photos --explain seen', 'a folder of photos, and pictures of what counted'],
    ["residual predict pets 'photos/**/*.jpg' --top 1 --json", 'a pattern, one line of JSON each'],
    ['residual predict --weights my-network photo.jpg', 'a network that was taught in a web page, unpacked'],
    ['residual predict --weights r20.safetensors --model cifar-resnet20 frog.png', 'with weights from elsewhere'],
  ]);
};

interface PredictCall {
  readonly run: string | undefined;
  readonly files: readonly string[];
  readonly flags: PredictFlags;
  readonly context: Context;
}

async function predict({run, files: words, flags, context}: PredictCall): Promise<void> {
  const output = outputFor(context, flags);
  const {predictor, rest} = await predictorOf(run, words, {flags, output});
  const {classes} = predictor;
  const classIndex = explainedClass(flags, classes);
  const {files, problems} = await findPictures(rest);
  for (const {file, problem} of problems) report(file, problem);

  const {compile} = await startEngine(flags, output);
  const model = await predictor.open();
  const explainer = flags.explain !== undefined && (await openExplainer(flags.explain));
  const style = flags.style === 'notebook' ? notebookStyle() : tableStyle({files, classes, top: flags.top});
  let failed = problems.length;
  let answered = 0;
  for await (const found of predictPictures(files, {predictor, model, compile, inversion: inversionOf(flags)})) {
    const {file} = found;
    if ('problem' in found) {
      failed++;
      report(file, found.problem);
      continue;
    }
    const ranked = classes.map((name, i) => ({name, score: found.scores[i]!})).sort((a, b) => b.score - a.score);
    const answer = {file, inverted: found.inverted, top: ranked.slice(0, flags.top)};
    const explained = explainer && {explained: await explainer.explain(found)};
    output.emit({...answer, ...explained});
    if (answered++ === 0 && style.header) output.print(style.header);
    output.print(style.line(answer));
  }
  const sheet = explainer && (await explainer.finish());
  if (sheet) output.note(`Wrote ${sheet}: what speaks for ${flags.explainClass ?? 'each answer'}.`);
  if (failed > 0) {
    context.exit('data');
    output.note(`${failed} of ${answered + failed} could not be read; the others were.`);
  }

  function report(file: string, problem: string): void {
    output.emit({file, problem});
    output.note(problem);
  }

  async function openExplainer(dir: string) {
    const {pictureExplainer} = await import('../explain/explain-pictures.js');
    return pictureExplainer({dir, predictor, model, classIndex});
  }
}

/** The network that the command line names, and its other words. Throws CliError `USAGE_SUBJECT`. */
async function predictorOf(
  run: string | undefined,
  files: readonly string[],
  {flags, output}: {flags: PredictFlags; output: Output},
): Promise<{predictor: Predictor; rest: readonly string[]}> {
  const {weights, checkpoint} = flags;
  const rest = weights === undefined || run === undefined ? files : [run, ...files];
  if ((weights ?? run) === undefined || rest.length === 0) {
    throw new CliError('Nothing was given to classify.', {
      code: 'USAGE_SUBJECT',
      exit: 'usage',
      mend: 'As in: residual predict digits seven.png, or residual predict --weights FILE --model NAME seven.png.',
    });
  }
  if (weights !== undefined && isExported(weights)) return {predictor: await exportedPredictor(weights), rest};
  if (weights !== undefined) return {predictor: await weightsPredictor({...flags, weights}, {output}), rest};
  return {predictor: await runPredictor(run!, {checkpoint}), rest};
}

/** Throws CliError `UNKNOWN_CLASS`, and `USAGE_EXPLAIN` for a class without a folder. */
function explainedClass({explain, explainClass}: PredictFlags, classes: readonly string[]): number | undefined {
  if (explainClass === undefined) return undefined;
  if (explain === undefined) {
    throw new CliError('--explain-class says for which class, but nothing is to be drawn.', {
      code: 'USAGE_EXPLAIN',
      exit: 'usage',
      mend: 'Name the folder for the pictures by --explain.',
    });
  }
  const index = classes.indexOf(explainClass);
  if (index >= 0) return index;
  throw new CliError(`There is no class "${explainClass}".`, {
    code: 'UNKNOWN_CLASS',
    exit: 'usage',
    mend: suggestion(explainClass, classes, 'Classes'),
  });
}

function inversionOf({invert}: PredictFlags): Inversion {
  if (invert === undefined) return 'auto';
  return invert ? 'always' : 'never';
}
