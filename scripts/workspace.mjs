import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {readJson, root} from './root.mjs';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} folder relative to the root
 * @property {Record<string, any>} manifest its package.json
 */

/**
 * The packages of the workspace.
 *
 * @returns {Package[]}
 */
export function workspacePackages() {
  const children = ['packages', 'apps'].flatMap(parent =>
    readdirSync(join(root, parent)).map(name => `${parent}/${name}`),
  );
  return [...children, 'tests', 'bench']
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .map(folder => ({folder, manifest: readJson(join(folder, 'package.json'))}))
    .map(({folder, manifest}) => ({name: manifest.name, folder, manifest}));
}
