import {type Command, Option} from 'commander';
import {belonging, FIELDS, type Field} from './fields.js';

/** Values of recipe fields from the command line, by dotted path. */
export type Overrides = ReadonlyMap<string, unknown>;

/** `data.batchSize` as a flag: `--data.batch-size`. */
export function flagOf(path: string): string {
  return `--${path.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/** What a recipe is called and says of itself is no setting. */
const SETTINGS = FIELDS.filter(({path}) => path !== 'name' && path !== 'description');

/** Adds a flag for every recipe field to a command, under a heading of its own in the help. */
export function addRecipeFlags(command: Command): Command {
  for (const field of SETTINGS) {
    const flag = flagOf(field.path);
    const isSwitch = field.kinds[0] === 'boolean';
    command.addOption(option(isSwitch ? flag : `${flag} <${placeholder(field)}>`, describe(field)));
    if (isSwitch) command.addOption(option(flag.replace('--', '--no-'), '').hideHelp());
  }
  return command;
}

/** The recipe fields that the command line set, converted to their kinds as far as they convert. */
export function readRecipeFlags(command: Command): Overrides {
  const given = new Map<string, unknown>();
  for (const field of SETTINGS) {
    const key = new Option(flagOf(field.path)).attributeName();
    const value: unknown = command.getOptionValue(key);
    if (command.getOptionValueSource(key) === 'cli') given.set(field.path, convert(field, value));
  }
  return given;
}

function option(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup('Recipe fields:');
}

function placeholder({kinds, choices}: Field): string {
  if (kinds.length > 1) return [...choices, ...(kinds.includes('word') ? ['n'] : [])].join('|');
  return {word: 'name', numbers: 'n,n…', transforms: 'names|JSON', number: 'n', integer: 'n', boolean: ''}[kinds[0]!];
}

function describe({description, choices, kinds, belongsTo}: Field): string {
  const notes = [
    choices.length > 0 && kinds.length === 1 ? choices.join(', ') : '',
    belongsTo ? `with ${belonging(belongsTo)}` : '',
    kinds[0] === 'boolean' ? 'or --no-…' : '',
  ].filter(Boolean);
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}

/** Text that does not convert stays text: the schema then says what it expected. */
function convert({kinds}: Field, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (kinds.includes('numbers')) return value.split(',').map(part => number(part) ?? part);
  if (kinds.includes('transforms')) return transforms(value);
  if (kinds.includes('number') || kinds.includes('integer')) return number(value) ?? value;
  return value;
}

/** `horizontal-flip,cutout`, or JSON where a transform has options; `none` is an empty list. */
function transforms(text: string): unknown {
  if (text === 'none') return [];
  if (!/^\s*[[{]/.test(text)) return text.split(',').map(name => ({name: name.trim()}));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function number(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
}
