// Bundles the JavaScript half of tfjs-node into dist/tfjs-node/bundle.cjs. tfjs-core stays outside: there must be one copy.
import {build} from 'esbuild';

const replacements = {
  // Protocol buffers for TensorBoard's hyper-parameter summaries: nothing here writes those.
  './proto/api_pb': '',
  // Two functions of Node's `util` that Node 23 removed.
  util: 'exports.isNullOrUndefined = value => value == null; exports.isArray = Array.isArray;',
};

const replace = {
  name: 'replace',
  setup: ({onResolve, onLoad}) => {
    onResolve({filter: /^(\.\/proto\/api_pb|util)$/}, ({path}) => ({path, namespace: 'replaced'}));
    onLoad({filter: /.*/, namespace: 'replaced'}, ({path}) => ({contents: replacements[path]}));
  },
};

await build({
  entryPoints: ['src/tfjs-node/entry.cjs'],
  outfile: 'dist/tfjs-node/bundle.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: {'@tensorflow/tfjs': '@tensorflow/tfjs-core'},
  external: ['@tensorflow/tfjs-core'],
  plugins: [replace],
  legalComments: 'eof',
  logLevel: 'warning',
});
