import {InvalidArgumentError} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {formatShare} from '../output/units.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {predictBatch} from '../run/predict-batch.js';
import {type Inversion, readPicture} from '../run/read-pictures.js';
import {checkpointOption, type Kind, loadTrained} from '../run/trained.js';

interface PredictFlags extends EngineFlags {
  readonly top: number;
  readonly invert?: boolean;
  readonly checkpoint?: Kind;
  readonly json?: boolean;
}

/** `residual predict RUN IMAGES…` */
export const configurePredict: Configure = (command, context) => {
  withJson(command, 'print one JSON object an image')
    .argument('<run>', 'name of a run, or its folder')
    .argument('<images...>', 'PNG or JPEG files of any size')
    .option('--top <n>', 'classes to show of each image', parseTop, 3)
    .option('--invert', 'turn grey pictures into negatives (default: where the background is light)')
    .option('--no-invert', 'leave grey pictures as they are')
    .addOption(checkpointOption())
    .action((run: string, images: string[], flags: PredictFlags) => predict(run, images, {flags, context}));
  addEngineOptions(command);
  withExamples(command, [
    ['residual predict digits seven.png', 'what digit is it?'],
    ['residual predict digits *.jpg --top 1 --json', 'many files, one line of JSON each'],
  ]);
};

async function predict(
  run: string,
  images: readonly string[],
  {flags, context}: {flags: PredictFlags; context: Context},
): Promise<void> {
  const output = outputFor(context, flags);
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  await startEngine(flags, output);
  const {model} = await loadTrained(folder, config, flags.checkpoint);
  for (const file of images) {
    const {data, inverted} = await readPicture(file, config, {inversion: inversionOf(flags)});
    const [scores] = await predictBatch(model, {x: data, shape: [1, ...config.inputShape]});
    const ranked = config.classes.map((name, i) => ({name, score: scores![i]!})).sort((a, b) => b.score - a.score);
    const top = ranked.slice(0, flags.top);
    output.emit({file, inverted, top});
    const shown = top.map(({name, score}) => `${name} ${formatShare(score)}`).join('  ');
    output.print(`${file}: ${shown}${inverted ? '  (inverted: its background is light)' : ''}`);
  }
}

function inversionOf({invert}: PredictFlags): Inversion {
  if (invert === undefined) return 'auto';
  return invert ? 'always' : 'never';
}

function parseTop(text: string): number {
  const top = Number(text);
  if (Number.isInteger(top) && top >= 1) return top;
  throw new InvalidArgumentError('Expected a whole number, at least 1.');
}
