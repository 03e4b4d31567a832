import {basename} from 'node:path';
import {nameFamilies} from '@residual/core';
import {Option} from 'commander';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {startQuietEngine} from '../engine/choose.js';
import {type DestinationFlags, destinationOf} from '../export/destination.js';
import {FORMATS} from '../export/formats.js';
import {assertSource, openSource, type SourceFlags} from '../export/source.js';
import {assertWritable, writeTarget} from '../export/target.js';
import {parseClasses, parseInput} from '../network-options.js';
import {formatFacts} from '../output/table.js';
import {formatBytes} from '../output/units.js';
import {checkpointOption} from '../run/trained.js';

interface ExportFlags extends SourceFlags, DestinationFlags {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `residual export RUN --format onnx --out FILE` */
export const configureExport: Configure = (command, context) => {
  withJson(command)
    .argument('[run]', 'name of a run, or its folder')
    .addOption(new Option('--format <format>', 'for whom').choices(Object.keys(FORMATS)))
    .option('--out <path>', 'file to write; a folder for tfjs and saved-model')
    .option('--half', 'weights in half precision: half the bytes')
    .option('--web', 'for web pages: --format tfjs --half, into the folder web of the run unless --out says else')
    .option('--force', 'replace what is there')
    .addOption(checkpointOption())
    .option('--model <name>', 'a network by its name, see `residual models`, in the place of a run')
    .option('--weights <file>', 'its weights: a file, or published ones by their name (default: untrained)')
    .addOption(new Option('--names <whose>', 'whose names its parameters have').choices(['auto', ...nameFamilies]))
    .option('--input <size>', 'its height x width x channels of an image, as 28x28x1', parseInput)
    .option('--classes <n>', 'its number of classes', parseClasses)
    .action((run: string | undefined, flags: ExportFlags) => exportNetwork(run, flags, context));
  withExamples(command, [
    ['residual export digits --web', 'for a web page, into runs/digits/web: drop it on the site'],
    ['residual export digits --format onnx --out digits.onnx', 'for ONNX Runtime'],
    ['residual export --weights resnet18/torchvision-v1 --format saved-model --out saved', 'published weights'],
    ['residual export --model resnet18 --weights r18.safetensors --format tfjs --out r18', 'weights from elsewhere'],
  ]);
};

async function exportNetwork(run: string | undefined, flags: ExportFlags, context: Context): Promise<void> {
  const {force = false} = flags;
  const output = outputFor(context, flags);
  assertSource(run, flags);
  const {format: name, out, half} = await destinationOf(run, flags);
  const format = FORMATS[name];
  await assertWritable({path: out, landmark: format.landmark, force});
  await startQuietEngine();
  const {model, metadata} = await openSource(run, flags, output);
  if (name === 'tfjs' && model.layers.some(layer => layer.getClassName() === 'GroupedConv2D')) {
    output.note('TensorFlow.js has no grouped convolution: ordinary ones take their place, which are larger.');
  }
  const content = await format.encode(model, {half, ...(metadata && {metadata})});
  await writeTarget(out, content);

  const files = content instanceof Uint8Array ? {[basename(out)]: content} : content;
  const sizes = Object.entries(files).map(([path, {length}]) => ({path, bytes: length}));
  const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
  output.emit({format: name, out, half, bytes, files: sizes, parameters: model.countParams()});
  output.print(formatFacts({wrote: `${out} (${formatBytes(bytes)})`, 'opens in': format.opensIn}));
}
