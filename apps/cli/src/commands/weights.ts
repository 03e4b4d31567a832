import {fetchWeights, listWeights, weightsFolder} from '@residual/data/node';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {CliError} from '../errors.js';
import {withProgress} from '../output/download-progress.js';
import {formatTable} from '../output/table.js';
import {formatBytes, formatShare} from '../output/units.js';
import {nearest} from '../suggest.js';

interface WeightsFlags {
  readonly folder?: string;
  readonly json?: boolean;
}

/** `residual weights [list]`, `residual weights fetch NAMES…` */
export const configureWeights: Configure = (command, context) => {
  const list = withJson(command.command('list', {isDefault: true}))
    .summary('list the published weights')
    .description('list the published weights')
    .action((flags: WeightsFlags) => listAll(flags, context));
  withExamples(list, [['residual weights list', 'networks, what they were trained on, accuracy, licence']]);

  const fetch = withJson(command.command('fetch'))
    .summary('download weights that are missing or damaged')
    .description('download weights that are missing or damaged')
    .argument('<names...>', 'weights, as the list names them')
    .option('--folder <folder>', 'where to put the files')
    .action((names: string[], flags: WeightsFlags) => fetchAll(names, flags, context));
  withExamples(fetch, [
    ['residual weights fetch resnet18/torchvision-v1', 'into the weights folder of this user; prints the path'],
    ['residual weights fetch cifar-resnet20/akamaster --folder .', 'into a folder'],
  ]);

  withExamples(command, [
    ['residual weights', 'what there is'],
    ['residual weights fetch resnet18/torchvision-v1', 'download one'],
  ]);
};

function listAll(flags: WeightsFlags, context: Context): void {
  const output = outputFor(context, flags);
  const all = listWeights();
  output.emit(all);
  const rows = all.map(({name, dataset, accuracy, input, bytes, licence}) => [
    name,
    dataset,
    accuracy === undefined ? '' : formatShare(accuracy),
    `${input.size} x ${input.size}`,
    formatBytes(bytes),
    licence,
  ]);
  output.print(formatTable([['weights', 'trained on', 'accuracy', 'images', 'download', 'licence'], ...rows]));
}

async function fetchAll(names: readonly string[], flags: WeightsFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const folder = flags.folder ?? weightsFolder();
  requireKnown(names);
  for (const name of names) {
    const path = await withProgress(output, name, onProgress => fetchWeights(name, {folder, onProgress}));
    output.emit({name, path});
    output.print(path);
  }
}

/** All names are checked before the first download begins. */
function requireKnown(names: readonly string[]): void {
  const known = listWeights().map(({name}) => name);
  const unknown = names.find(name => !known.includes(name));
  if (unknown === undefined) return;
  const ofModel = known.filter(name => name.startsWith(`${unknown.split('/')[0]}/`));
  const near = nearest(unknown, known);
  const others = near ? `Did you mean ${near}? See: residual weights.` : 'See: residual weights.';
  throw new CliError(`There are no weights "${unknown}".`, {
    code: 'UNKNOWN_WEIGHTS',
    exit: 'usage',
    mend: ofModel.length > 0 ? `Of this network there are: ${ofModel.join(', ')}.` : others,
  });
}
