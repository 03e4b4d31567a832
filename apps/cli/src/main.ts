#!/usr/bin/env node
import {EXIT} from './exit-codes.js';
import {run} from './program.js';

// `residual … | head` ends when head does, as every tool in a pipe.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(EXIT.brokenPipe.code);
});

const code = await run(process.argv.slice(2));
await Promise.all([process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))));
// A process that loaded TensorFlow may crash in a natural exit.
process.exit(code);
