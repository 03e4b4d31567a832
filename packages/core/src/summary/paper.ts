import type {ModelSummary} from './summary.js';

/** Multiply-adds by name in table 1 of He et al. 2015, "Deep Residual Learning": images of 224x224, 1000 classes. */
const multiplyAdds: Readonly<Record<string, number>> = {
  resnet18: 1.8e9,
  resnet34: 3.6e9,
  'resnet50-v1': 3.8e9,
  'resnet101-v1': 7.6e9,
  'resnet152-v1': 11.3e9,
};

/** What the paper says of a network's multiply-adds, where it has the network. */
export function paperMultiplyAdds({name, inputShape, outputShape}: ModelSummary): number | undefined {
  const isPapers = String(inputShape) === '224,224,3' && String(outputShape) === '1000';
  return isPapers && Object.hasOwn(multiplyAdds, name) ? multiplyAdds[name] : undefined;
}

/** Multiply-adds in the paper of the network that a later version changed: the paper's bottlenecks stride in the 1x1. */
export function earlierMultiplyAdds({name}: ModelSummary): number | undefined {
  const earlier = `${name}-v1`;
  return Object.hasOwn(multiplyAdds, earlier) ? multiplyAdds[earlier] : undefined;
}
