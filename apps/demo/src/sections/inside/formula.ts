import {formatNumber} from '../../i18n/numbers.js';
import type {LayerPart} from './worker/part.js';

/** How a layer's parameters are counted, as `64 × 64 × 3 × 3 + 64`; undefined where it has none. */
export function parameterFormula({weights}: LayerPart): string | undefined {
  const terms = weights.filter(({learned}) => learned).map(({shape}) => product(shape));
  return terms.length > 0 ? terms.join(' + ') : undefined;
}

/** How a layer's multiply-adds are counted: positions of the output, times the values of the kernel. */
export function multiplyAddFormula({multiplyAdds, outputShape, weights}: LayerPart): string | undefined {
  const kernel = weights.find(({shape}) => shape.length > 1);
  return kernel && multiplyAdds > 0 ? product([...outputShape.slice(0, -1), ...kernel.shape]) : undefined;
}

function product(factors: readonly number[]): string {
  return factors.map(factor => formatNumber(factor)).join(' × ');
}
