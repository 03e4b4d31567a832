// npm start: from a fresh clone to a residual network that has learned to read digits, on the engine that needs no
// download (WebAssembly).
import {run} from './child.mjs';
import {cli} from './root.mjs';
import {build, install} from './steps.mjs';
import {prepareToolChain} from './tool-chain.mjs';

const RUN = 'runs/start';

async function start() {
  const env = await prepareToolChain();
  if (!(await install(env)).ok || !(await build(env, '@residual/cli')).ok) return 1;
  console.log();
  const {code} = await run(
    process.execPath,
    [cli, 'train', 'digits', '--engine', 'wasm', '--out', RUN, '--overwrite'],
    {env},
  );
  if (code !== 0) return code;
  console.log(`
In this folder the command residual is called by: npm run residual -- COMMAND
  npm run residual -- setup                  install TensorFlow, the fast engine
  npm run residual -- train mnist-residual   train on all of MNIST`);
  return 0;
}

process.exitCode = await start().catch(error => {
  console.error(error.message);
  return 1;
});
