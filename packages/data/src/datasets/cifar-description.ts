import type {DatasetFacts} from './description.js';

/** A file in CIFAR's binary format. */
export interface CifarFile {
  readonly name: string;
  /** Records in it. */
  readonly samples: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
}

/** What is known of a data set in CIFAR's binary format before it is read. Its files come in one archive. */
export interface CifarDescription extends DatasetFacts {
  /** Names of groups of classes, where every record has such a label before that of its class. */
  readonly superclasses?: readonly string[];
  readonly archive: {
    /** Name on the web. It is a gzipped tar. */
    readonly name: string;
    /** Size in bytes. */
    readonly downloadBytes: number;
    /** SHA-256 of the archive itself, in hexadecimal. */
    readonly sha256: string;
    /** The folder in it that holds the files. */
    readonly folder: string;
  };
  /** In the order in which their records count. */
  readonly train: readonly CifarFile[];
  readonly test: readonly CifarFile[];
}

/** The number of classes of each label of a record, in the order in which they stand there. */
export function classCountsOf({superclasses, classes}: CifarDescription): number[] {
  return superclasses ? [superclasses.length, classes.length] : [classes.length];
}

/** The number of records in files. */
export function countSamples(files: readonly CifarFile[]): number {
  return files.reduce((sum, {samples}) => sum + samples, 0);
}
