// Checks what would be published: packs every public package, lints the packages (publint, attw), installs them together
// in an empty project, as a user would, imports every entry point and runs the example of the README. Needs the registry.
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {run} from './child.mjs';
import {readmeExample} from './readme-example.mjs';
import {root} from './root.mjs';
import {prepareToolChain} from './tool-chain.mjs';
import {workspacePackages} from './workspace.mjs';

const env = await prepareToolChain();
const packages = workspacePackages().filter(({manifest}) => !manifest.private);
const folder = mkdtempSync(join(tmpdir(), 'residual-packages-'));
process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
await checkPackages().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});

async function checkPackages() {
  const tarballs = join(folder, 'tarballs');
  const filters = packages.flatMap(({name}) => ['--filter', name]);
  await must('pnpm', [...filters, '--recursive', 'pack', '--pack-destination', tarballs]);
  const files = readdirSync(tarballs).map(name => join(tarballs, name));
  if (files.length !== packages.length) {
    throw new Error(`Expected ${packages.length} packed packages, found ${files.length}: ${files.join(', ')}`);
  }
  for (const file of files) {
    await must('publint', ['run', file, '--strict']);
    await must('attw', [file, '--profile', 'esm-only']);
  }
  await importFromEmptyProject(files);
}

/** @param {string[]} tarballs */
async function importFromEmptyProject(tarballs) {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({private: true, type: 'module'}));
  // No package may need an install script.
  await must(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs],
    project,
  );
  for (const {name, manifest} of packages) {
    for (const [entry, target] of Object.entries(manifest.exports)) {
      // Files that are no code (package.json, data) are exported by their bare path.
      if (typeof target === 'string') continue;
      const specifier = name + entry.slice(1);
      await must(process.execPath, ['--input-type=module', '--eval', `await import('${specifier}')`], project);
    }
    for (const command of Object.keys(manifest.bin ?? {})) {
      await must('npx', ['--no-install', command, '--version'], project);
    }
  }
  writeFileSync(join(project, 'example.js'), readmeExample());
  await must(process.execPath, ['example.js'], project);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function must(command, args, cwd = root) {
  const {code, output} = await run(command, args, {cwd, env, quiet: true});
  const line = [command, ...args].join(' ');
  if (code !== 0) {
    const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(output);
    throw new Error(`${unreachable ? 'The registry is unreachable: ' : ''}${line} ended with code ${code}:\n${output}`);
  }
  console.log(`✓ ${line}`);
}
