import {installedSize, removeSetup, type SetupProgress, setup} from '@residual/backend-node-gpu';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {interruptible} from '../interrupt.js';
import type {Output} from '../output/output.js';
import type {Progress} from '../output/progress.js';
import {formatBytes} from '../output/units.js';

interface SetupFlags {
  readonly gpu?: boolean;
  readonly version?: string;
  readonly force?: boolean;
  readonly remove?: boolean;
  readonly json?: boolean;
}

/** `residual setup` */
export const configureSetup: Configure = (command, context) => {
  withJson(command)
    .option('--gpu', 'the build for NVIDIA GPUs, with the CUDA libraries')
    .option('--version <version>', 'another version of TensorFlow, as 2.21.0')
    .option('--force', 'install anew what is installed already')
    .option('--remove', 'remove what setup installed')
    .action((flags: SetupFlags) => (flags.remove ? remove(flags, context) : install(flags, context)));
  withExamples(command, [
    ['residual setup', 'install TensorFlow for the CPU'],
    ['residual setup --gpu', 'install TensorFlow and CUDA for an NVIDIA GPU'],
    ['residual setup --remove', 'take it off the disk again'],
  ]);
};

/** Disk that an installation takes, and at most while it is made. */
const DISK = {cpu: '0.9 GB of disk (1.8 GB while it installs)', gpu: '6 GB of disk (13 GB while it installs)'};

async function install({gpu, version, force, ...flags}: SetupFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const watch = watchSetup(output, `TensorFlow takes about ${gpu ? DISK.gpu : DISK.cpu}.`);
  const stop = () => output.note('Stopping; what was downloaded is kept for the next time.');
  const found = await interruptible(signal => setup({gpu, version, force, signal, onProgress: watch.update}), {
    onInterrupt: stop,
  }).finally(watch.stop);
  const bytes = await installedSize();
  output.emit({...found, bytes});
  output.print(`TensorFlow ${found.version ?? ''} is ready: ${found.library} (${formatBytes(bytes)})`);
  output.print('Check it by: residual doctor');
}

/** A bar a phase. What is installed already reports nothing, and then nothing is shown. */
function watchSetup(output: Output, before: string): {update(progress: SetupProgress): void; stop(): void} {
  let phase: SetupProgress['phase'] | undefined;
  let bar: Progress | undefined;
  return {
    update({phase: now, fraction, message}) {
      if (phase === undefined) output.note(before);
      if (now !== phase) {
        bar?.stop();
        output.note(message);
        bar = output.progress({label: now, total: 100, format: percent => `${Math.floor(percent)} %`});
        phase = now;
      }
      bar?.update(fraction * 100, message);
    },
    stop: () => bar?.stop(),
  };
}

async function remove(flags: SetupFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const bytes = await removeSetup();
  output.emit({removed: bytes});
  output.print(
    bytes === 0 ? 'There was nothing to remove.' : `Removed TensorFlow: ${formatBytes(bytes)} are free again.`,
  );
}
