import {z} from 'zod';
import {recipeSchema} from './schema.js';

/** One leaf of the recipe schema. */
export interface Field {
  /** Dotted path, as `data.take`. */
  readonly path: string;
  readonly kinds: readonly FieldKind[];
  /** Words that the field may be; empty where it is not a word. */
  readonly choices: readonly string[];
  readonly description: string;
  /** What is allowed, in words: `a whole number, at least 1`. */
  readonly expects: string;
  /** Where the field exists beside some choices of another only: `schedule.name`, and `step` among these. */
  readonly belongsTo?: {readonly path: string; readonly choices: readonly string[]};
}

type FieldKind = 'boolean' | 'integer' | 'number' | 'numbers' | 'transforms' | 'word';

/** In words, to which choices a field belongs: `schedule.name step or multi-step`. */
export function belonging({path, choices}: NonNullable<Field['belongsTo']>): string {
  return `${path} ${choices.join(' or ')}`;
}

/** The part of JSON Schema in which zod describes ours. */
interface Node {
  type?: string;
  description?: string;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  enum?: string[];
  const?: string | number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

/** Every leaf of the recipe schema, in its order. Recomputed never: the schema does not change. */
export const FIELDS: readonly Field[] = walk(z.toJSONSchema(recipeSchema, {io: 'input'}) as Node, '');

/** The field at a path, as `data.take`. */
export function fieldAt(path: string): Field | undefined {
  return FIELDS.find(field => field.path === path);
}

/** Names directly under a path: `name`, `take` … for `data`. */
export function namesUnder(parent: string): string[] {
  const prefix = parent ? `${parent}.` : '';
  const below = FIELDS.filter(({path}) => path.startsWith(prefix)).map(({path}) => path.slice(prefix.length));
  return [...new Set(below.map(rest => rest.split('.')[0]!))];
}

function walk(node: Node, path: string): Field[] {
  if (node.properties) return walkObject(node.properties, path);
  if (node.oneOf) return mergeVariants(node.oneOf, path);
  const variants = node.anyOf ?? [node];
  const kinds = variants.map(kindOf);
  const choices = variants.flatMap(wordsOf);
  const expects = variants.map(expectation).join(' or ');
  return [{path, kinds, choices, description: node.description ?? '', expects}];
}

function walkObject(properties: Record<string, Node>, path: string): Field[] {
  return Object.entries(properties).flatMap(([name, child]) => walk(child, path ? `${path}.${name}` : name));
}

/**
 * Fields of objects that differ by their `name`: one field `name` with every choice, then the fields of each. One that
 * several have is one field; it belongs to all of them.
 */
function mergeVariants(variants: Node[], path: string): Field[] {
  const names = variants.map(({properties}) => properties!.name!);
  const description = names.find(name => name.description)?.description;
  const name: Node = {type: 'string', enum: names.map(name => String(name.const)), ...(description && {description})};
  const merged = new Map<string, Field & {of: string[]}>();
  for (const {properties} of variants) {
    const {name: discriminator, ...others} = properties!;
    for (const field of walkObject(others, path)) {
      const known = merged.get(field.path) ?? {...field, of: []};
      known.of.push(String(discriminator!.const));
      merged.set(field.path, known);
    }
  }
  const rest = [...merged.values()].map(({of, ...field}) =>
    of.length === variants.length ? field : {...field, belongsTo: {path: `${path}.name`, choices: of}},
  );
  return [...walk(name, `${path}.name`), ...rest];
}

function kindOf(node: Node): FieldKind {
  if (node.type === 'array') return node.items?.type === 'object' ? 'transforms' : 'numbers';
  if (node.type === 'integer' || node.type === 'number' || node.type === 'boolean') return node.type;
  if (typeof node.const === 'number') return 'number';
  return 'word';
}

function wordsOf(node: Node): string[] {
  return node.enum ?? (node.const === undefined ? [] : [String(node.const)]);
}

function expectation(node: Node): string {
  const words = wordsOf(node);
  if (words.length > 0) return words.length === 1 ? words[0]! : `one of ${words.join(', ')}`;
  if (node.type === 'boolean') return 'true or false';
  if (kindOf(node) === 'transforms') return 'a list of transforms, as [{"name": "horizontal-flip"}]';
  if (node.type === 'array') return 'a list of numbers';
  if (node.type === 'string') return node.pattern ? 'lower-case words joined by dashes' : 'text';
  const limits = [
    node.minimum === undefined ? '' : `at least ${node.minimum}`,
    node.exclusiveMinimum === undefined ? '' : `above ${node.exclusiveMinimum}`,
    node.maximum === undefined || node.maximum === Number.MAX_SAFE_INTEGER ? '' : `at most ${node.maximum}`,
    node.exclusiveMaximum === undefined ? '' : `below ${node.exclusiveMaximum}`,
  ].filter(Boolean);
  return [node.type === 'integer' ? 'a whole number' : 'a number', ...limits].join(', ');
}
