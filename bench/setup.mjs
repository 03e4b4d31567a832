// Installs the peers into bench/.peers, where nothing else sees them: PyTorch in a Python environment of its own.
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {peers} from './contestants.mjs';

const TORCH = 'torch==2.13.0';
const environment = join(peers, 'pytorch');
const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');

must(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment]);
must(join(bin, 'python'), ['-m', 'pip', 'install', TORCH]);
console.log(`Installed ${TORCH} in ${environment}. torch.compile needs a C++ compiler (g++) besides.`);

/**
 * @param {string} command
 * @param {string[]} args
 */
function must(command, args) {
  const {status, error} = spawnSync(command, args, {stdio: 'inherit'});
  if (status === 0) return;
  console.error(
    `${[command, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}. Python 3 with venv and pip is needed.`,
  );
  process.exit(1);
}
