// pnpm document: draws networks into docs/networks, and writes the figures in docs/networks.md, by the built command line
// tool.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {cli, root} from './root.mjs';

/** Networks that the page shows. */
const DRAWN = [
  ...['mnist-residual', 'cifar10-notebook', 'cats-dogs-notebook'],
  ...['resnet18', 'resnet152', 'resnext50-32x4d', 'cifar-resnet20'],
];
const PAPER = ['resnet18', 'resnet34', 'resnet50-v1', 'resnet101-v1', 'resnet152-v1'];

/**
 * What `residual models --json` says of a network.
 *
 * @typedef {object} Model
 * @property {string} name
 * @property {string} group
 * @property {number[]} inputShape
 * @property {number} parameters
 * @property {number} multiplyAdds
 * @property {string} description
 */

/** @param {string[]} argv */
function residual(...argv) {
  return execFileSync(process.execPath, [cli, ...argv], {encoding: 'utf8'}).trimEnd();
}

/**
 * Replaces what stands between two comments of a name.
 *
 * @param {string} page
 * @param {string} name
 * @param {string} content
 */
function fill(page, name, content) {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/networks.md has no place for ${name}`);
  return page.slice(0, from + begin.length) + content + page.slice(to);
}

function modelTables() {
  /** @type {Model[]} */
  const models = JSON.parse(residual('models', '--json'));
  const groups = [...new Set(models.map(({group}) => group))];
  return groups
    .map(group => [`### ${group}`, '', ...rows(models.filter(model => model.group === group))].join('\n'))
    .join('\n\n');
}

/** @param {Model[]} models */
function rows(models) {
  return [
    '| network | input | parameters | multiply-adds | |',
    '|---|---|---:|---:|---|',
    ...models.map(({name, inputShape, parameters, multiplyAdds, description}) => {
      const figures = [parameters, multiplyAdds].map(count => count.toLocaleString('en-US'));
      return `| \`${name}\` | ${inputShape.join('x')} | ${figures.join(' | ')} | ${description} |`;
    }),
  ];
}

const docs = join(root, 'docs');
mkdirSync(join(docs, 'networks'), {recursive: true});
for (const name of DRAWN) {
  residual('summary', name, '--format', 'svg', '--out', join(docs, 'networks', `${name}.svg`));
}
const path = join(docs, 'networks.md');
let page = readFileSync(path, 'utf8');
page = fill(page, 'paper', `\`\`\`\n${residual('summary', ...PAPER)}\n\`\`\``);
page = fill(page, 'models', modelTables());
writeFileSync(path, page);
