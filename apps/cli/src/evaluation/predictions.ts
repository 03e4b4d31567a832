import {type Metric, softmax} from '@residual/train';

/** What a network answered to one image. */
export interface Answered {
  /** Number of the image in its data set. */
  readonly index: number;
  /** Position of its class. */
  readonly label: number;
  /** Position of the class that the network took it for. */
  readonly predicted: number;
  /** Probability of the answer. */
  readonly score: number;
  /** Cross entropy: minus the logarithm of the probability of the right class. */
  readonly loss: number;
  /** Of each class. Only where there are at most {@link LISTED} classes. */
  readonly probabilities?: Float32Array;
}

/** Classes up to which all probabilities of every image are kept. */
const LISTED = 100;

/** Collects what a network answers to each image, in order. */
export function predictions(): Metric<readonly Answered[]> {
  const answers: Answered[] = [];
  return {
    add(logits, labels) {
      const classes = logits.length / labels.length;
      for (const [i, label] of labels.entries()) {
        const p = softmax(logits.subarray(i * classes, (i + 1) * classes));
        const score = p.reduce((a, b) => Math.max(a, b));
        answers.push({
          index: answers.length,
          label,
          predicted: Math.max(0, p.indexOf(score)),
          score,
          loss: -Math.log(p[label]!),
          ...(classes <= LISTED && {probabilities: Float32Array.from(p)}),
        });
      }
    },
    value: () => answers,
  };
}

/** The wrong answers, those that the network was surest of first. */
export function mistakesIn(answers: readonly Answered[]): Answered[] {
  return answers.filter(({label, predicted}) => label !== predicted).sort((a, b) => b.score - a.score);
}
