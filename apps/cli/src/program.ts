import {Command, CommanderError} from 'commander';
import pc from 'picocolors';
import {COMMANDS} from './commands/index.js';
import type {Context} from './context.js';
import {explain} from './errors.js';
import {EXIT, type ExitName, formatExitCodes} from './exit-codes.js';
import type {Streams} from './output/output.js';
import {hasColors} from './output/terminal.js';
import {VERSION} from './version.js';

/**
 * Runs one command line (without `node` and the script) and answers its exit code. Errors are explained on stderr in
 * one or two lines; a stack only where RESIDUAL_DEBUG is set.
 */
export async function run(argv: readonly string[], streams: Streams = process): Promise<number> {
  let exit: ExitName = 'ok';
  const context: Context = {
    streams,
    exit: name => {
      exit = name;
    },
  };
  try {
    const program = await createProgram(argv, context);
    await program.parseAsync([...argv], {from: 'user'});
    return EXIT[exit].code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok.code;
    return report(error, {streams, json: argv.includes('--json')});
  }
}

async function createProgram(argv: readonly string[], context: Context): Promise<Command> {
  const {stdout, stderr, env} = context.streams;
  const program = new Command('residual')
    .description('Train, evaluate and use residual networks.')
    .version(VERSION, '-V, --version')
    .enablePositionalOptions()
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => void stdout.write(text),
      writeErr: text => void stderr.write(text),
      // Errors are reported in one place, by `report`.
      outputError: () => {},
      getOutHasColors: () => hasColors(stdout, env),
      getErrHasColors: () => hasColors(stderr, env),
    })
    .addHelpText('after', `\nExit codes:\n${formatExitCodes()}\n\nBegin with: residual train digits`);
  const wanted = argv.filter(word => !word.startsWith('-')).slice(0, 2);
  for (const {name, summary, load} of COMMANDS) {
    const command = program.command(name).summary(summary).description(summary);
    if (wanted.includes(name)) (await load())(command, context);
  }
  if (argv.length === 0) program.action(() => program.outputHelp());
  return program;
}

function report(error: unknown, {streams, json}: {streams: Streams; json: boolean}): number {
  const {stderr, env} = streams;
  const {exitCode, ...explanation} = explain(error);
  if (json) stderr.write(`${JSON.stringify({error: {...explanation, exitCode}})}\n`);
  else {
    const colors = pc.createColors(hasColors(stderr, env));
    stderr.write(`${colors.red('residual:')} ${explanation.message}\n`);
    if (explanation.mend) stderr.write(`  ${explanation.mend}\n`);
  }
  if (env.RESIDUAL_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
  return exitCode;
}
