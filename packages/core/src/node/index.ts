/** What needs files: weights from disk. For Node. */

export {openWeights} from './open-weights.js';
