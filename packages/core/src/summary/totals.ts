import type {Costs} from './summary.js';

export function product(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

export function total(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}

/** The costs of parts together. */
export function totalCosts(parts: readonly Costs[]): Costs {
  return {
    parameters: total(parts.map(part => part.parameters)),
    multiplyAdds: total(parts.map(part => part.multiplyAdds)),
    activationBytes: total(parts.map(part => part.activationBytes)),
  };
}
