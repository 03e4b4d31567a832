import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, loadParameters} from '@residual/core';
import {type Compile, eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {logits, relativeDifference} from '../../packages/core/src/testing/measure.js';
import {readReference, referenceInput, referenceParameters} from '../../packages/core/src/testing/reference.js';

/** Every way in which a step runs. */
const engines: [name: string, open: () => Promise<Compile>][] = [
  ['TensorFlow, eager', () => tensorflow().then(() => eager)],
  ['TensorFlow, compiled', async () => (await tensorflow()).compile],
  ['WASM', () => wasm().then(() => eager)],
];

/** Networks by their names in the registry, with the reference that PyTorch computed in float64. */
const networks = [{name: 'mnist-residual', reference: readReference('seed-mnist')}];

describe.each(engines)('on %s', (_, open) => {
  test.each(networks)('$name trains as PyTorch does', async ({name, reference}) => {
    const compile = await open();
    const model = createModel(name);
    loadParameters(model, referenceParameters(reference));
    const before = await logits(model, reference, {training: false});
    expect(relativeDifference(before.flat(), reference.evalLogits.flat())).toBeLessThan(1e-4);

    const {momentum, weightDecay} = reference;
    const step = trainStep({model, optimizer: sgd({momentum, weightDecay})});
    const compiled = compile(step.run as Parameters<Compile>[0], {variables: step.variables});
    const {shape, data} = referenceInput(reference);
    const x = tf.tensor(data, shape);
    const y = tf.tensor1d([...reference.labels], 'int32');
    const learningRate = tf.scalar(reference.lr);
    for (const [i, expected] of reference.losses.entries()) {
      const count = tf.scalar(i);
      const [loss, correct] = await compiled.run(x, y, learningRate, count);
      const tolerance = Math.max(1e-4, 10 * reference.float32LossDrift[i]!);
      expect(relativeDifference([...(await loss!.data())], [expected]), `loss of step ${i}`).toBeLessThan(tolerance);
      tf.dispose([loss!, correct!, count]);
    }
    const after = await logits(model, reference, {training: false});
    expect(relativeDifference(after.flat(), reference.evalLogitsAfter.flat())).toBeLessThan(1e-3);

    compiled.dispose();
    step.dispose();
    model.dispose();
    tf.dispose([x, y, learningRate]);
  });
});
