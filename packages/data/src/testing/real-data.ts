import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folders = [process.env.RESIDUAL_DATA_DIR, fileURLToPath(new URL('../../../../../shared/data', import.meta.url))];

const SETS = ['mnist', 'fashion-mnist', 'cifar-10-batches-bin'];

/** A folder with the real MNIST, Fashion-MNIST and CIFAR-10, if this machine has one. */
export const realData: string | undefined = folders.find(
  folder => folder && SETS.every(set => existsSync(`${folder}/${set}`)),
);
