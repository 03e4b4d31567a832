import {CliError} from '../errors.js';
import {suggestion} from '../suggest.js';
import {belonging, fieldAt, namesUnder} from './fields.js';
import {flagOf, type Overrides} from './flags.js';
import type {Recipe} from './recipe.js';
import {recipeSchema} from './schema.js';

type Issue = NonNullable<ReturnType<typeof recipeSchema.safeParse>['error']>['issues'][number];

/** What {@link resolveRecipe} needs to make a recipe and to name a wrong field. */
export interface ResolveOptions {
  /** Recipe as it was read: not validated yet. */
  readonly input: unknown;
  /** Where it came from, for messages: `recipe digits` or `mine.json`. */
  readonly source: string;
  readonly overrides?: Overrides;
}

/**
 * Validates a recipe, fills in its defaults, and lays the overrides over it.
 * Throws a CliError (`BAD_RECIPE`) that names the first wrong field, the nearest right one and what is allowed.
 */
export function resolveRecipe({input, source, overrides = new Map()}: ResolveOptions): Recipe {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw badRecipe(
      `${source} holds ${kind(input)}, not a recipe.`,
      'Write an object with name, model, data, epochs …',
    );
  }
  const recipe = parse(input, path => `${source}: field ${path}`);
  return overrides.size === 0 ? recipe : parse(override(structuredClone(input), overrides), flagOf);
}

/** `label` tells what a person wrote to set the field at a path. */
function parse(input: object, label: (path: string) => string): Recipe {
  const parsed = recipeSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw explainIssue(parsed.error.issues[0]!, {input, label});
}

/** Lays overrides over a recipe as it was written, so that a kind that they change to has its own defaults. */
function override(input: object, overrides: Overrides): object {
  for (const [path, value] of overrides) {
    const keys = path.split('.');
    const last = keys.pop()!;
    let parent = input as Record<string, unknown>;
    for (const key of keys) {
      parent[key] ??= {};
      parent = parent[key] as Record<string, unknown>;
    }
    // Another kind of schedule has other fields: the old ones go with the old name.
    if (last === 'name' && parent.name !== value)
      for (const key of foreignFields(parent, path, value)) delete parent[key];
    parent[last] = value;
  }
  return input;
}

function foreignFields(parent: Record<string, unknown>, path: string, value: unknown): string[] {
  const prefix = path.slice(0, -'name'.length);
  return Object.keys(parent).filter(key => {
    const belongsTo = fieldAt(prefix + key)?.belongsTo;
    return belongsTo !== undefined && !belongsTo.choices.includes(String(value));
  });
}

interface Context {
  readonly input: object;
  readonly label: (path: string) => string;
}

function explainIssue(issue: Issue, {input, label}: Context): CliError {
  const path = issue.path.filter(key => typeof key === 'string').join('.');
  if (issue.code === 'unrecognized_keys') return explainUnknown(issue.keys[0]!, {parent: path, label});
  if (issue.code === 'custom') return badRecipe(`${label(path)}: ${issue.message}.`, mendFor(path));
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  const what = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return badRecipe(`${label(path)} ${what}.`, expectation(path, value));
}

function mendFor(path: string): string {
  if (path === 'data.augment') return 'Draw them by: residual data preview.';
  const names = namesUnder(path);
  return names.length > 0 ? `Fields of ${path}: ${names.join(', ')}.` : 'See `residual train --help`.';
}

function expectation(path: string, value: unknown): string {
  const field = fieldAt(path);
  if (!field) return `Expected an object with ${namesUnder(path).join(', ')}.`;
  if (field.choices.length > 1 && typeof value === 'string') return suggestion(value, field.choices, 'Allowed');
  return `Expected ${field.expects}.`;
}

function explainUnknown(key: string, {parent, label}: {parent: string; label: Context['label']}): CliError {
  const path = parent ? `${parent}.${key}` : key;
  const belongsTo = fieldAt(path)?.belongsTo;
  if (belongsTo) return badRecipe(`${label(path)} has no meaning here.`, `It belongs to ${belonging(belongsTo)}.`);
  return badRecipe(
    `${label(path)} is unknown.`,
    suggestion(key, namesUnder(parent), parent ? `Fields of ${parent}` : 'Fields'),
  );
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function badRecipe(message: string, mend: string): CliError {
  return new CliError(message, {code: 'BAD_RECIPE', exit: 'usage', mend});
}
