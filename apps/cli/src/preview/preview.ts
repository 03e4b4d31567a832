import {extname} from 'node:path';
import type {ByteImage, Sample} from '@residual/data';
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
import {drawSheet} from './sheet.js';

interface PreviewFlags {
  readonly out: string;
  readonly count: number;
  readonly variants: number;
  readonly dataDir?: string;
  readonly json?: boolean;
}

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
  const {train, originals, classes} = await openData(recipe, {dataDir: flags.dataDir, output});
  const augmented = train !== originals;
  const size = Math.min(count, train.length);
  // What is taken keeps its order in every epoch.
  const [before, after] = [originals.take(size), train.take(size)];
  const rows = await Promise.all(
    Array.from({length: size}, (_, i) => {
      const epochs = Array.from({length: augmented ? variants : 0}, (_, epoch) => after.epoch(epoch).get(i));
      return Promise.all([before.get(i), ...epochs]);
    }),
  );
  await writeAtomic(out, await encode(drawSheet(rows.map(row => row.map(pictureOf)))));
  const {augment = [], resize} = recipe.data;
  const labels = Array.from(before.labels, label => classes[label]!);
  output.emit({recipe: recipe.name, out, ...(resize && {resize}), augment, labels});
  output.print(formatTable([['row', 'class'], ...labels.map((label, i) => [String(i + 1), label])]));
  const what = augmented ? `an image and what ${variants} epochs make of it` : 'an image; nothing augments it';
  output.note(`Wrote ${out}: in each row ${what}.`);
}

function pictureOf({data, shape: [height, width, channels]}: Sample): ByteImage {
  return {data: data as Uint8Array, height, width, channels};
}

async function encode({data, height, width, channels}: ByteImage): Promise<Uint8Array> {
  const {default: sharp} = await import('sharp');
  return sharp(data, {raw: {height, width, channels: channels as 3}})
    .png()
    .toBuffer();
}
