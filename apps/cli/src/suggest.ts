import {distance} from 'fastest-levenshtein';

/**
 * The candidate nearest to a misspelt name, or undefined where none is near enough to be meant.
 * Letter case, dashes, dots and underscores do not count; a last part alone serves (`momentum` for `optimizer.momentum`).
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let best: {candidate: string; cost: number} | undefined;
  for (const candidate of candidates) {
    const cost = Math.min(
      distance(wanted, plain(candidate)),
      distance(wanted, plain(candidate.split('.').at(-1) ?? candidate)) + 0.5,
    );
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = {candidate, cost};
  }
  const allowed = Math.max(1.5, wanted.length * 0.4);
  return best && best.cost <= allowed ? best.candidate : undefined;
}

/** "Did you mean x? " where a near name exists, else nothing; then the whole list. */
export function suggestion(name: string, candidates: readonly string[], label: string): string {
  const near = nearest(name, candidates);
  return `${near ? `Did you mean ${near}? ` : ''}${label}: ${candidates.join(', ')}.`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '');
}
