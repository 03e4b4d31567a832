import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {residualHere} from '../testing/residual.js';

interface Listed {
  name: string;
  group: string;
  parameters: number;
  multiplyAdds: number;
}

async function listed(): Promise<Listed[]> {
  return JSON.parse((await residualHere(['models', '--json'])).stdout);
}

test('every network is in one group, and the list shows all of them by group', async () => {
  const models = await listed();
  const {stdout} = await residualHere(['models']);
  const names = stdout.split('\n').flatMap(line => /^\S+(?= +\d+x\d+x\d)/.exec(line) ?? []);
  expect([...names].sort()).toEqual(models.map(({name}) => name).sort());
  const groupOf = new Map(models.map(({name, group}) => [name, group]));
  expect(groupOf.get('mnist-plain')).toBe('The notebooks');
  expect(groupOf.get('wide-resnet28-10')).toBe('Small images');
  expect(groupOf.get('plain34')).toBe('Photos');
  expect(groupOf.get('cifar-resnet1202')).toMatch('cifar-resnet{6n+2}');
  const groups = names.map(name => groupOf.get(name));
  expect(groups.filter((group, i) => group !== groups[i - 1])).toHaveLength(4);
});

test('parameters and multiply-adds', async () => {
  const models = await listed();
  for (const [name, parameters, multiplyAdds] of [
    ['mnist-residual', 41_514, 2_013_184],
    ['resnet18', 11_689_512, 1_814_073_344],
    ['cifar-resnet20', 269_722, 40_551_040],
  ]) {
    expect(models.find(model => model.name === name)).toMatchObject({parameters, multiplyAdds});
  }
});

test('docs/networks.md has every network and its figures', async () => {
  const page = await readFile(new URL('../../../../docs/networks.md', import.meta.url), 'utf8');
  for (const {name, parameters, multiplyAdds} of await listed()) {
    const figures = [parameters, multiplyAdds].map(count => count.toLocaleString('en-US')).join(' | ');
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| [\\dx]+ \\| ${figures.replaceAll('|', '\\|')} \\|`, 'm'));
  }
});
