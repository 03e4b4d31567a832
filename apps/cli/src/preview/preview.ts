import {extname} from 'node:path';
import type {Sample} from '@residual/data';
import {contactSheet, type SheetImage} from '@residual/data/node';
import {writeAtomic} from '@residual/train/node';
import type {Command} from 'commander';
import {type Context, outputFor, withExamples} from '../context.js';
import {CliError} from '../errors.js';
import {formatTable} from '../output/table.js';
import {parseCount} from '../parse-number.js';
import {addRecipeFlags, readRecipeFlags} from '../recipe/flags.js';
import {loadRecipe} from '../recipe/load.js';
import {openData} from '../recipe/open-data.js';
import {resolveRecipe} from '../recipe/resolve.js';
import {RECIPES} from '../recipes/index.js';

interface PreviewFlags {
  readonly out: string;
  readonly count: number;
  readonly variants: number;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Pixels that a picture has at least. */
const SMALLEST = 96;

/** `residual data preview RECIPE` */
export function configurePreview(command: Command, context: Context): void {
  command
    .argument('<recipe>', `${RECIPES.map(({name}) => name).join(', ')}, or the path of your own`)
    .requiredOption('--out <file>', 'picture to write (.png)')
    .option('--count <n>', 'images, one a row', parseCount, 8)
    .option('--variants <n>', 'what the first so many epochs make of each', parseCount, 6)
    .option('--data-dir <folder>', 'folder of the data sets');
  addRecipeFlags(command);
  command.action((recipe: string, flags: PreviewFlags) => preview({reference: recipe, flags, command, context}));
  withExamples(command, [
    ['residual data preview digits --out sheet.png', 'the first images that training sees'],
    ['residual data preview digits --out sheet.png --data.augment affine', 'with a transform by its name'],
    [
      `residual data preview digits --out sheet.png --data.augment '[{"name": "rotation", "degrees": 20}]'`,
      'and with options',
    ],
  ]);
}

interface PreviewOptions {
  readonly reference: string;
  readonly flags: PreviewFlags;
  readonly command: Command;
  readonly context: Context;
}

async function preview({reference, flags, command, context}: PreviewOptions): Promise<void> {
  const {out, count, variants} = flags;
  if (extname(out).toLowerCase() !== '.png') {
    throw new CliError(`--out is "${out}".`, {
      code: 'USAGE_OUT',
      exit: 'usage',
      mend: 'Expected a file that ends in .png.',
    });
  }
  const output = outputFor(context, flags);
  const recipe = resolveRecipe({...(await loadRecipe(reference)), overrides: readRecipeFlags(command)});
  const {train, originals, classes, inputShape} = await openData(recipe, {dataDir: flags.dataDir, output});
  const augmented = train !== originals;
  const size = Math.min(count, train.length);
  // What is taken keeps its order in every epoch.
  const [before, after] = [originals.take(size), train.take(size)];
  const labels = Array.from(before.labels, label => classes[label]!);
  const rows = await Promise.all(
    labels.map(async (label, i) => {
      const epochs = Array.from({length: augmented ? variants : 0}, async (_, epoch) => {
        return pictureOf(await after.epoch(epoch).get(i), `epoch ${epoch + 1}`);
      });
      return Promise.all([pictureOf(await before.get(i), label), ...epochs]);
    }),
  );
  const layout = {cell: cellFor(inputShape), ...(augmented && {columns: 1 + variants})};
  await writeAtomic(out, await contactSheet(rows.flat(), layout));
  const {augment = [], resize} = recipe.data;
  output.emit({recipe: recipe.name, out, ...(resize && {resize}), augment, labels});
  output.print(formatTable([['row', 'class'], ...labels.map((label, i) => [String(i + 1), label])]));
  const what = augmented
    ? `in each row an image and what ${variants} epochs make of it`
    : 'nothing augments these images';
  output.note(`Wrote ${out}: ${what}.`);
}

function pictureOf({data, shape: [height, width, channels]}: Sample, caption: string): SheetImage {
  return {image: {data: data as Uint8Array, height, width, channels}, caption};
}

/** Pixels of a picture on the sheet: as many as it has, or small ones enlarged by a whole number. */
function cellFor([height, width]: readonly [number, number, number]): number {
  const side = Math.max(height, width);
  return side * Math.max(1, Math.ceil(SMALLEST / side));
}
