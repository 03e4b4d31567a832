import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folders = [process.env.RESIDUAL_DATA_DIR, fileURLToPath(new URL('../../../../../shared/data', import.meta.url))];

/** A folder with the real MNIST and Fashion-MNIST, if this machine has one. */
export const realData: string | undefined = folders.find(
  folder => folder && existsSync(`${folder}/mnist`) && existsSync(`${folder}/fashion-mnist`),
);
