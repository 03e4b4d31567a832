import {createInterface} from 'node:readline';

/**
 * The contestant's side of the conversation: one JSON object a line. The first line is `{workload, variant, device}`, answered
 * by `{about}`; each `{steps}` after it runs that many steps and is answered by `{losses, seconds}`. A failure is
 * answered by `{error}` and ends the process, as the end of the input does.
 *
 * @param {(workload: import('../workload.mjs').Workload, variant: string, device: 'cpu' | 'cuda') => Promise<{
 *   about: string, step: () => Promise<number>
 * }>} open builds the network; `step` runs one training step and returns its loss, read back
 */
export async function serve(open) {
  const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();
  const receive = async () => {
    const {value, done} = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
  try {
    const {workload, variant, device} = await receive();
    const {about, step} = await open(workload, variant, device);
    // What opening has left behind is not the steps': Python has freed it by now, Node would some time later.
    globalThis.gc?.();
    send({about});
    for (let request = await receive(); request; request = await receive()) send(await runSteps(step, request.steps));
  } catch (error) {
    send({error: error instanceof Error ? error.message : String(error)});
  }
  // A process that has loaded TensorFlow may crash at its natural end.
  process.exit();
}

/**
 * @param {() => Promise<number>} step
 * @param {number} steps
 */
async function runSteps(step, steps) {
  const losses = [];
  const began = performance.now();
  for (let i = 0; i < steps; i++) losses.push(await step());
  return {losses, seconds: (performance.now() - began) / 1000};
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
