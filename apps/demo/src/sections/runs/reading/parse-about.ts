import type {RunAbout} from '../../../storage/runs.js';

/** What `config.json` and `report.html` of a run both say. */
export function parseAbout(value: Readonly<Record<string, unknown>>): RunAbout {
  const recipe = record(value.recipe);
  const [name, network] = [text(recipe.name), text(record(recipe.model).name)];
  const [epochs, test] = [number(recipe.epochs), number(record(value.test).accuracy)];
  const engine = record(value.engine);
  const engineName = [text(engine.name), text(engine.version)].filter(Boolean).join(' ');
  return {
    ...(name && {recipe: name}),
    ...(network && {network}),
    ...(epochs && {epochs}),
    ...(engineName && {engine: engineName}),
    ...(test !== undefined && {test}),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return Number.isFinite(value) ? (value as number) : undefined;
}
