// node scripts/peers.mjs: installs the peers (PyTorch, TensorFlow and ONNX Runtime in Python, ONNX Runtime in Node) into the
// folder .peers, where nothing else sees them: one minute and 2.7 GB where pip's index has PyTorch for CPUs alone. The
// benchmark and the tests of exported files use them.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {run} from './child.mjs';
import {root} from './root.mjs';

/** The folder of the peers. */
export const peers = join(root, '.peers');

const windows = process.platform === 'win32';
const own = join(peers, windows ? 'Scripts/python.exe' : 'bin/python');
const requirements = join(root, 'scripts/peers.txt');
/** A copy of what was installed last. */
const installed = join(peers, 'installed.txt');

/** What the benchmark takes from npm. Its package has the library within; only that for CUDA would be downloaded. */
const nodePeer = {name: 'onnxruntime-node', version: '1.30.0'};

/** @returns {string | undefined} the Python that has the peers: RESIDUAL_PEERS_PYTHON, else that of `.peers` if it is complete */
export function findPeers() {
  const given = process.env.RESIDUAL_PEERS_PYTHON;
  if (given) return given;
  return isComplete() ? own : undefined;
}

/**
 * Installs the peers where they are missing or others than wanted; needs Python 3 with venv and pip, and the network.
 *
 * @param {{env?: NodeJS.ProcessEnv, quiet?: boolean}} [options]
 * @returns {Promise<{python?: string, problem?: string}>} the Python that has them, or why there is none
 */
export async function findOrInstallPeers({env = process.env, quiet = true} = {}) {
  const python = findPeers();
  if (python) return {python};
  const commands = /** @type {[string, string[]][]} */ ([
    [windows ? 'python' : 'python3', ['-m', 'venv', peers]],
    [own, ['-m', 'pip', 'install', '--retries', '1', '--requirement', requirements]],
  ]);
  for (const [command, args] of commands) {
    const {code, output} = await run(command, args, {env, quiet});
    if (code !== 0)
      return {problem: [`${command} ${args.join(' ')} ended with code ${code}`, lastLine(output)].join(': ')};
  }
  writeFileSync(installed, readFileSync(requirements));
  return {python: own};
}

/** @returns {string | undefined} path of ONNX Runtime's package for Node, if it is installed */
export function findNodePeer() {
  const path = join(peers, 'node_modules', nodePeer.name);
  const {version = undefined} = existsSync(path) ? JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) : {};
  return version === nodePeer.version ? path : undefined;
}

/** @returns {Promise<{path?: string, problem?: string}>} as {@link findNodePeer}, after its installation by npm */
async function findOrInstallNodePeer() {
  const path = findNodePeer();
  if (path) return {path};
  const flags = ['--prefix', peers, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  const args = ['install', ...flags, `${nodePeer.name}@${nodePeer.version}`];
  const {code, output} = await run('npm', args, {env: process.env, quiet: false});
  const found = findNodePeer();
  return found ? {path: found} : {problem: `npm ${args.join(' ')} ended with code ${code}: ${lastLine(output)}`};
}

function isComplete() {
  return existsSync(own) && existsSync(installed) && readFileSync(installed).equals(readFileSync(requirements));
}

/** @param {string} output */
function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {python, problem} = await findOrInstallPeers({quiet: false});
  console.log(python ? `The peers are installed: ${python}` : problem);
  const inNode = await findOrInstallNodePeer();
  console.log(inNode.path ? `ONNX Runtime in Node is installed: ${inNode.path}` : inNode.problem);
  process.exitCode = python && inNode.path ? 0 : 1;
}
