/** A module's name in a published file, and ours. `{s}` stands for a number, `{s+1}` for the number after it. */
export type NameRule = readonly [published: string, ours: string];

/** Names of parameters as a published network has them, and as ours has them, both ways. */
export interface NameMap {
  /** Our name of a published parameter; `undefined` where the published network has none of that name. */
  toOurs(published: string): string | undefined;
  /** The published name of a parameter of ours; `undefined` where the published network has no such part. */
  toPublished(ours: string): string | undefined;
  /** Our names of matrices that the published network has as 1x1 convolutions. */
  readonly pointwise?: readonly string[];
}

/**
 * Makes a map of rules. They speak of modules: what is behind a name's last dot (`weight`, `running_mean`) stays.
 * Of several rules that apply, the first counts.
 */
export function nameMap(rules: readonly NameRule[]): NameMap {
  const to = rules.map(([published, ours]) => rewrite(published, ours));
  const from = rules.map(([published, ours]) => rewrite(ours, published));
  return {toOurs: name => apply(to, name), toPublished: name => apply(from, name)};
}

type Rewrite = (module: string) => string | undefined;

function apply(rewrites: readonly Rewrite[], parameter: string): string | undefined {
  const dot = parameter.lastIndexOf('.');
  const module = parameter.slice(0, Math.max(dot, 0));
  for (const rewrite of rewrites) {
    const result = rewrite(module);
    if (result !== undefined) return result + parameter.slice(dot);
  }
  return undefined;
}

const placeholder = /\{(\w)([+-]\d+)?\}/g;

/** Reads the numbers of a name by one pattern, and writes them by the other. */
function rewrite(from: string, to: string): Rewrite {
  const slots = [...from.matchAll(placeholder)].map(([, letter, offset]) => ({letter, offset: Number(offset ?? 0)}));
  const form = new RegExp(`^${from.replaceAll('.', '\\.').replace(placeholder, '(\\d+)')}$`);
  return module => {
    const numbers = form.exec(module)?.slice(1);
    if (!numbers) return undefined;
    const values = new Map(slots.map(({letter, offset}, i) => [letter, Number(numbers[i]) - offset]));
    const written = to.replace(placeholder, (_, letter, offset) => String(values.get(letter)! + Number(offset ?? 0)));
    // A number below 0 is none of a module: the rule does not apply.
    return written.includes('-') ? undefined : written;
  };
}
