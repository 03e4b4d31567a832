import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startEngine} from '../engine/choose.js';
import {addEngineOptions, type EngineFlags} from '../engine/options.js';
import {formatFacts, formatTable} from '../output/table.js';
import {formatCount, formatShare} from '../output/units.js';
import {openTest, prepared} from '../recipe/open-data.js';
import {readRunConfig} from '../run/config.js';
import {type ClassEvaluation, evaluateClasses} from '../run/evaluate-classes.js';
import {findRunFolder} from '../run/folder.js';
import {checkpointOption, type Kind, loadTrained} from '../run/trained.js';

interface EvalFlags extends EngineFlags {
  readonly checkpoint?: Kind;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `residual eval RUN` */
export const configureEval: Configure = (command, context) => {
  withJson(command)
    .argument('<run>', 'name of a run, or its folder')
    .option('--data-dir <folder>', 'folder of the data sets')
    .addOption(checkpointOption())
    .action((run: string, flags: EvalFlags) => evaluateRun(run, flags, context));
  addEngineOptions(command);
  withExamples(command, [
    ['residual eval digits', 'loss and accuracy, in all and of each class'],
    ['residual eval runs/trial-1 --checkpoint best --json', 'of the best weights, as JSON'],
  ]);
};

async function evaluateRun(run: string, flags: EvalFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const test = prepared(await openTest(config.recipe, {...flags, output}), config.recipe);
  await startEngine(flags, output);
  const {model, state} = await loadTrained(folder, config, flags.checkpoint);
  const progress = output.progress({label: 'test images', total: test.length});
  const evaluation = await evaluateClasses(model, test, {onProgress: progress.update}).finally(progress.stop);
  output.emit({run: folder.path, epochs: state.epoch, steps: state.step, ...evaluation});
  output.print(formatEvaluation(evaluation, {run: folder.path, trained: `${state.epoch} epochs, ${state.step} steps`}));
}

function formatEvaluation(
  {loss, accuracy, correct, samples, classes}: ClassEvaluation,
  facts: Record<string, string>,
): string {
  const header = ['class', 'accuracy', 'correct', 'images'];
  const rows = classes.map(one => [one.name, formatShare(one.accuracy), String(one.correct), String(one.samples)]);
  return [
    formatFacts({
      ...facts,
      'test accuracy': `${formatShare(accuracy)} (${formatCount(correct)} of ${formatCount(samples)})`,
      'test loss': loss.toFixed(4),
    }),
    '',
    formatTable([header, ...rows]),
  ].join('\n');
}
