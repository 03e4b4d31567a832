import {createModel, familyNames, listModels, type ModelInfo, predictGeometry, summarize} from '@residual/core';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startQuietEngine} from '../engine/choose.js';
import {formatTable} from '../output/table.js';
import {formatCount} from '../output/units.js';

/** A network of the list, at the images and classes that it has unless told otherwise. */
interface ListedModel extends ModelInfo {
  readonly group: string;
  readonly parameters: number;
  /** For one image. */
  readonly multiplyAdds: number;
}

/** The groups in the order of the list, and the first that a network is of. */
const GROUPS: readonly (readonly [title: string, has: (model: ModelInfo) => boolean])[] = [
  ['The notebooks', ({name}) => /^mnist-|-notebook/.test(name)],
  ['Photos', ({inputShape}) => inputShape[0] === 224],
  ['Small images', ({name, inputShape}) => inputShape[0] === 32 && !name.startsWith('cifar-')],
  [`CIFAR, any depth: ${familyNames.join(' ')}`, () => true],
];

/** `residual models` */
export const configureModels: Configure = (command, context) => {
  withJson(command).action((options: {json?: boolean}) => showModels(options, context));
  withExamples(command, [
    ['residual models', 'what can be trained'],
    ['residual summary mnist-residual', 'the layers of one'],
  ]);
};

async function showModels(flags: {json?: boolean}, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  await startQuietEngine();
  const models = listModels().map(listed);
  output.emit(models);
  const header = ['network', 'input', 'classes', 'parameters', 'multiply-adds', 'what it is'];
  // One table, so that the columns of all groups align.
  const lines = formatTable([header, ...models.map(rowOf)]).split('\n');
  const body = new Map(models.map(({name}, i) => [name, lines[i + 1]!]));
  output.print(lines[0]!);
  for (const [title] of GROUPS) {
    output.print(`\n${output.colors.bold(title)}`);
    for (const {name, group} of models) if (group === title) output.print(body.get(name)!);
  }
}

function listed(info: ModelInfo): ListedModel {
  const [group] = GROUPS.find(([, has]) => has(info))!;
  const {parameters, multiplyAdds} = costsOf(info);
  return {...info, group, parameters, multiplyAdds};
}

/** By arithmetic; the MNIST networks, which have no description, are built: they are small. */
function costsOf({name, config, inputShape, classes}: ModelInfo): {parameters: number; multiplyAdds: number} {
  if (config) return predictGeometry(config, {inputShape, classes});
  const model = createModel(name, {allocate: false});
  const summary = summarize(model);
  model.dispose();
  return summary;
}

function rowOf({name, inputShape, classes, parameters, multiplyAdds, description}: ListedModel): string[] {
  return [name, inputShape.join('x'), String(classes), formatCount(parameters), formatCount(multiplyAdds), description];
}
