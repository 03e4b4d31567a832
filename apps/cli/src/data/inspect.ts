import {extname} from 'node:path';
import type {Dataset} from '@residual/data';
import {
  contactSheet,
  dataFolder,
  type FolderReport,
  type ImageScan,
  inspectImages,
  listDatasets,
  loadDataset,
  openImages,
  type SheetImage,
  type Spread,
} from '@residual/data/node';
import {writeAtomic} from '@residual/train/node';
import type {Command} from 'commander';
import {type Context, outputFor, withExamples} from '../context.js';
import {CliError} from '../errors.js';
import {formatTable} from '../output/table.js';
import {formatBytes, formatCount} from '../output/units.js';

interface InspectFlags {
  readonly out?: string;
  readonly labels?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** What can be told of a data set that is not a folder of photos. */
interface PlainReport {
  readonly name: string;
  readonly images: number;
  readonly classes: readonly {readonly name: string; readonly images: number}[];
}

/** Pictures on a sheet: as many of each class, with their classes below. */
const PICTURES = 64;
/** Pixels of each. */
const CELL = 112;
/** Lines of one kind that are printed; `--json` has all. */
const SHOWN = 20;
/** Data sets that are folders of photos themselves. */
const PHOTO_SETS = ['cats-dogs'];

/** `residual data inspect NAME|FOLDER` */
export function configureInspect(command: Command, context: Context): void {
  command
    .argument('<name|folder>', 'a data set, or a folder of photos')
    .option('--out <file>', 'contact sheet to write (.png)')
    .option('--labels <file>', 'CSV of paths in the folder and classes')
    .option('--data-dir <folder>', 'folder of the data sets')
    .action((subject: string, flags: InspectFlags) => inspect(subject, flags, context));
  withExamples(command, [
    ['residual data inspect ./photos', 'classes, sizes, formats, broken and equal files'],
    ['residual data inspect cats-dogs --out sheet.png', 'and some of each class in one picture'],
  ]);
}

async function inspect(subject: string, flags: InspectFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const {out, labels, dataDir} = flags;
  if (out !== undefined && extname(out).toLowerCase() !== '.png') {
    throw new CliError(`--out is "${out}".`, {
      code: 'USAGE_OUT',
      exit: 'usage',
      mend: 'Expected a file that ends in .png.',
    });
  }
  const isPlain = listDatasets().some(({name}) => name === subject) && !PHOTO_SETS.includes(subject);
  let dataset: Dataset;
  if (isPlain) {
    dataset = await loadDataset(subject, {dir: dataDir ?? dataFolder()});
    const report = plainReport(subject, dataset);
    output.emit(report);
    output.print(formatClasses(report.classes));
  } else {
    const dir = PHOTO_SETS.includes(subject) ? `${dataDir ?? dataFolder()}/${subject}` : subject;
    const {report, scan} = await inspectImages(dir, {labels});
    output.emit(report);
    output.print(formatFolder(report));
    if (report.problems.length > 0) context.exit('data');
    dataset = await photosOf(scan);
  }
  if (out === undefined) return;
  await writeAtomic(out, await contactSheet(await someOfEach(dataset), {cell: CELL}));
  output.note(`Wrote ${out}`);
}

/** The photos of a folder, in this thread: few will be read. */
async function photosOf(scan: ImageScan): Promise<Dataset> {
  const {train} = await openImages(scan, {size: CELL, workers: 0, split: {valid: 0, test: 0}});
  return train;
}

async function someOfEach(dataset: Dataset): Promise<SheetImage[]> {
  const chosen = dataset.stratified(Math.min(PICTURES, dataset.length), 0);
  const samples = await Promise.all(Array.from({length: chosen.length}, (_, i) => chosen.get(i)));
  return samples.map(({data, shape: [height, width, channels], label}) => ({
    image: {data: data as Uint8Array, height, width, channels},
    caption: dataset.classes[label]!,
  }));
}

function plainReport(name: string, dataset: Dataset): PlainReport {
  const counts = new Array<number>(dataset.classes.length).fill(0);
  for (const label of dataset.labels) counts[label]! += 1;
  const classes = dataset.classes.map((name, label) => ({name, images: counts[label]!}));
  return {name, images: dataset.length, classes};
}

function formatClasses(classes: PlainReport['classes']): string {
  const total = classes.reduce((sum, {images}) => sum + images, 0);
  const rows = classes.map(({name, images}) => [name, formatCount(images), `${((100 * images) / total).toFixed(1)} %`]);
  return formatTable([['class', 'images', 'share'], ...rows]);
}

function formatFolder(report: FolderReport): string {
  const {classes, duplicates, problems, formats} = report;
  const parts = new Set(classes.flatMap(({parts}) => Object.keys(parts)));
  const detail = parts.size > 1 ? [...parts] : [];
  const rows = classes.map(({name, images, parts}) => [
    name,
    formatCount(images),
    `${((100 * images) / report.images).toFixed(1)} %`,
    ...detail.map(part => formatCount(parts[part] ?? 0)),
  ]);
  const range = ({min, median, max}: Spread, unit: (value: number) => string): string =>
    `${unit(min)} to ${unit(max)}, half of them up to ${unit(median)}`;
  const facts = [
    ['images', formatCount(report.images)],
    ['width', range(report.width, value => `${value}`)],
    ['height', range(report.height, value => `${value}`)],
    ['file', range(report.bytes, formatBytes)],
    [
      'formats',
      Object.entries(formats)
        .map(([name, count]) => `${name} ${formatCount(count)}`)
        .join(', '),
    ],
    ['balance', `the largest class has ${report.imbalance.toFixed(2)} images for one of the smallest`],
  ];
  return [
    formatTable([['class', 'images', 'share', ...detail], ...rows]),
    formatTable(facts, {header: false}),
    section(
      'equal files',
      duplicates.map(group => group.join(' = ')),
    ),
    section(
      'problems',
      problems.map(({problem}) => problem),
    ),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return `${title}: none`;
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more: see --json`] : [];
  return [`${title}: ${lines.length}`, ...lines.slice(0, SHOWN), ...more].join('\n  ');
}
