import {expect, test} from 'vitest';
import {residualHere} from '../testing/residual.js';

test.each<[string, string, string]>([
  ['', 'No network was given.', 'As in: residual gradients mnist-residual.'],
  ['mnist-residul', "model 'mnist-residul' is not known: did you mean 'mnist-residual'?", ''],
  ['mnist-residual --out chart.gif', '--out is "chart.gif".', '.svg or .png'],
  ['mnist-residual --data digit', 'There is no data set "digit".', 'Did you mean digits?'],
  ['mnist-residual --normalize mnits', '--normalize is "mnits".', 'Did you mean mnist?'],
  ['mnist-residual --set norm', '--set is "norm".', 'as norm=false'],
  ['mnist-residual --set seed=1', '--set does not take seed.', '--seed is an option'],
  ['mnist-residual --batch 0', "argument '0' is invalid. Expected a whole number, at least 1.", ''],
  [
    'mnist-residual mnist-plain --weights some.safetensors',
    '--weights goes with one network.',
    'Leave mnist-plain out.',
  ],
  ['mnist-residual --run digits', 'A network and --run were given.', 'Leave mnist-residual out, or --run.'],
  ['--run digits --size 32', '--size does not go with --run.', 'Leave --size out'],
  ['--run digits', 'There is no run "digits".', ''],
])('residual gradients %s', async (line, what, mend) => {
  const {code, stdout, stderr} = await residualHere(['gradients', ...line.split(' ').filter(Boolean)]);
  const [first, second = ''] = stderr.split('\n');
  expect(first).toContain(what);
  expect(second).toContain(mend);
  expect([code, stdout]).toEqual([2, '']);
});
