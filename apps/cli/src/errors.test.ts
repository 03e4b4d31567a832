import {CommanderError} from 'commander';
import {expect, test} from 'vitest';
import {CliError, explain} from './errors.js';
import {EXIT, formatExitCodes} from './exit-codes.js';

function named(name: string, code: string, message = 'what'): Error {
  return Object.assign(new Error(message), {name, code});
}

test.each<[string, unknown, keyof typeof EXIT, string]>([
  ['our own', new CliError('what', {code: 'X', exit: 'data'}), 'data', 'X'],
  ['of the data package', named('DataError', 'FILE_BROKEN'), 'data', 'FILE_BROKEN'],
  ['a bad argument, whatever the package', named('DataError', 'INVALID_ARGUMENT'), 'usage', 'INVALID_ARGUMENT'],
  ['of the engine', named('EngineError', 'NOT_FOUND'), 'engine', 'NOT_FOUND'],
  ['of a checkpoint', named('TrainError', 'FOREIGN_CHECKPOINT'), 'run', 'FOREIGN_CHECKPOINT'],
  ['of a loss that is not finite', named('TrainError', 'NOT_FINITE'), 'diverged', 'NOT_FINITE'],
  ['of a weight file', named('CoreError', 'SAFETENSORS_TRUNCATED'), 'run', 'SAFETENSORS_TRUNCATED'],
  ['a full disk', named('Error', 'ENOSPC'), 'run', 'ENOSPC'],
  ['a read-only disk', named('Error', 'EROFS'), 'run', 'EROFS'],
  ['wrong usage', new CommanderError(1, 'commander.unknownOption', 'error: what'), 'usage', 'USAGE_UNKNOWNOPTION'],
  ['unforeseen', new TypeError('what'), 'failure', 'FAILED'],
  ['no error at all', 'what', 'failure', 'FAILED'],
])('%s', (_, error, exit, code) => {
  expect(explain(error)).toMatchObject({message: 'what', code, exitCode: EXIT[exit].code});
});

test('a suggestion of commander becomes the mend', () => {
  const error = new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'\n(Did you mean --y?)");
  expect(explain(error)).toMatchObject({message: "unknown option '--x'", mend: 'Did you mean --y?'});
});

test('no two exits share a code', () => {
  const codes = Object.values(EXIT).map(({code}) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(formatExitCodes()).toContain(`  ${code}  `.trimStart());
});
