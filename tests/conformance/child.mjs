// One run under Node, in a process of its own: node child.mjs BUNDLE ENGINE OPTIONS. Sends the result to its parent.
import {createRequire, Module} from 'node:module';
import {pathToFileURL} from 'node:url';

const [bundle, engine, options] = process.argv.slice(2);
const {runSpecs, core} = await import(pathToFileURL(bundle).href);

// The engine gets the core that the specs use: two copies would each have their own kernels and tensors. Backends built
// for Node are ES5, and can only extend a plain function.
function KernelBackend() {}
KernelBackend.prototype = core.KernelBackend.prototype;
const require = createRequire(pathToFileURL(engine));
const id = require.resolve('@tensorflow/tfjs-core');
require.cache[id] = Object.assign(new Module(id), {filename: id, loaded: true, exports: {...core, KernelBackend}});

// Jasmine holds back what nobody catches, so the parent has to be told.
try {
  const result = await runSpecs(await import(pathToFileURL(engine).href), JSON.parse(options));
  process.send({result}, () => process.exit());
} catch (error) {
  process.send({error: error.stack}, () => process.exit(1));
}
