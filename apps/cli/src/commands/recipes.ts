import {type Configure, outputFor, withExamples, withJson} from '../context.js';
import {formatTable} from '../output/table.js';
import {loadRecipe} from '../recipe/load.js';
import {resolveRecipe} from '../recipe/resolve.js';
import {RECIPES} from '../recipes/index.js';

/** `residual recipes [RECIPE]` */
export const configureRecipes: Configure = (command, context) => {
  withJson(command)
    .argument('[recipe]', 'show this one, complete, as JSON: a good beginning for your own')
    .action(async (reference: string | undefined, options: {json?: boolean}) => {
      const output = outputFor(context, options);
      if (reference === undefined) {
        output.emit(RECIPES);
        output.print(
          formatTable(
            RECIPES.map(({name, description}) => [name, description ?? '']),
            {header: false},
          ),
        );
        return;
      }
      const recipe = resolveRecipe(await loadRecipe(reference));
      output.emit(recipe);
      output.print(JSON.stringify(recipe, undefined, 2));
    });
  withExamples(command, [
    ['residual recipes', 'list them'],
    ['residual recipes digits > mine.json', 'begin a recipe of your own'],
    ['residual train ./mine.json', 'and train by it'],
  ]);
};
