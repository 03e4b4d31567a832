import {listModels} from '@residual/core';
import {type Configure, outputFor, withExamples, withJson} from '../context.js';
import {formatTable} from '../output/table.js';

/** `residual models` */
export const configureModels: Configure = (command, context) => {
  withJson(command).action((options: {json?: boolean}) => {
    const output = outputFor(context, options);
    const models = listModels();
    output.emit(models);
    const rows = models.map(({name, inputShape, classes, description}) => [
      name,
      inputShape.join(' x '),
      String(classes),
      description,
    ]);
    output.print(formatTable([['network', 'input', 'classes', 'what it is'], ...rows]));
  });
  withExamples(command, [
    ['residual models', 'what can be trained'],
    ['residual summary mnist-residual', 'the layers of one'],
  ]);
};
