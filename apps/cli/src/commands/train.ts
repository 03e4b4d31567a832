import {PHOTOS} from '@residual/data/node';
import {type Command, Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {deviceOf} from '../engine/choose.js';
import {addEngineOptions} from '../engine/options.js';
import {interruptible} from '../interrupt.js';
import {parseWorkers} from '../parse-number.js';
import {addRecipeFlags, readRecipeFlags} from '../recipe/flags.js';
import type {RecipeData} from '../recipe/open-data.js';
import {RECIPES} from '../recipes/index.js';
import {type RunFolder, referenceTo} from '../run/folder.js';
import {describePhotos} from '../training/describe-photos.js';
import {drawPredictions} from '../training/draw-predictions.js';
import {planRun} from '../training/plan.js';
import {createReporter, STYLES, type Style} from '../training/reporters.js';
import {formatResult} from '../training/result.js';
import {openSession, type SessionFlags} from '../training/session.js';
import {trainRun} from '../training/train-run.js';

interface TrainFlags extends SessionFlags {
  readonly name?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly resume?: string | boolean;
  readonly from?: string;
  readonly style: Style;
  readonly json?: boolean;
}

/** `residual train RECIPE` */
export const configureTrain: Configure = (command, context) => {
  withJson(command, 'print every event as a line of JSON')
    .argument('[recipe]', `${RECIPES.map(({name}) => name).join(', ')}, or the path of your own`)
    .option('--name <name>', 'name of the run: runs/NAME (default: that of the recipe)')
    .option('--out <folder>', 'folder of the run, in the place of runs/NAME')
    .option('--overwrite', 'replace a run of that name')
    .option('--resume [run]', 'go on with a run that was interrupted, bit for bit')
    .option('--data-dir <folder>', 'folder of the data sets')
    .option('--workers <n>', 'threads that read and augment photos; 0 for none', parseWorkers)
    .option('--from <run|file>', 'begin with the weights of a run, of a file, or published ones by their name')
    .option('--no-compile', 'run the step operation by operation')
    .addOption(new Option('--style <style>', 'how to show progress').choices(STYLES).default('plain'));
  addEngineOptions(command);
  addRecipeFlags(command);
  command.action((recipe: string | undefined, flags: TrainFlags) => train({recipe, flags, command, context}));
  withExamples(command, [
    ['residual train digits', 'a first run, nothing to download'],
    ['residual train mnist-residual --style notebook', 'the fifth notebook'],
    ['residual train digits --epochs 2 --data.take 1000', 'any field of the recipe by a flag'],
    ['residual train --resume digits', 'go on after Ctrl-C'],
    ['residual train ./mine.json --name trial-1', 'a recipe of your own'],
  ]);
};

interface TrainOptions {
  readonly recipe: string | undefined;
  readonly flags: TrainFlags;
  readonly command: Command;
  readonly context: Context;
}

async function train({recipe: reference, flags, command, context}: TrainOptions): Promise<void> {
  const output = outputFor(context, flags);
  const plan = await planRun({...flags, recipe: reference, overrides: readRecipeFlags(command)});
  const session = await openSession(plan, flags, output);
  const {recipe, folder, data} = session;
  if (recipe.data.name === PHOTOS) output.note(describePhotos(session));
  const device = deviceOf(session.engine).replace(/^CPU$/, 'cpu');
  const reporter = createReporter(flags.style, {output, notebook: recipe.notebook, device});
  const outcome = await interruptible(signal => trainRun(session, {reporter, signal}), {
    onInterrupt: () => {
      reporter.close();
      output.note('Finishing the step and writing a checkpoint; again to stop at once.');
    },
  });
  if (outcome.reason === 'interrupted') {
    const place = `after step ${outcome.step}, in epoch ${outcome.epoch + 1} of ${recipe.epochs}`;
    output.note(`Interrupted ${place}. Go on by: ${goOnCommand(folder, flags)}`);
    return context.exit('interrupted');
  }
  const {model, result} = outcome;
  output.emit({type: 'result', run: folder.path, ...result});
  if (output.json || flags.style === 'notebook') return;
  if (isDrawable(data)) output.print(`\n${await drawPredictions({...data, model, recipe, width: output.width})}`);
  output.print(formatResult(result, {folder, colors: output.colors}));
}

/** A terminal shows small grey pictures well. */
function isDrawable({inputShape: [height, , channels]}: RecipeData): boolean {
  return channels === 1 && height <= 32;
}

function goOnCommand(folder: RunFolder, {dataDir}: TrainFlags): string {
  const words = ['residual', 'train', '--resume', referenceTo(folder), ...(dataDir ? ['--data-dir', dataDir] : [])];
  return words.map(word => (/^[\w./:@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}
