// Makes assets/digits.bin from the official files of MNIST: node scripts/make-digits.mjs FOLDER (built package needed).
// Of each digit the first 500 training and the first 100 test images, in the order of MNIST, as four IDX files in gzip.
import {createHash} from 'node:crypto';
import {writeFile} from 'node:fs/promises';
import {gzipSync} from 'node:zlib';
import {mnist} from '../dist/node/index.js';

const [dir] = process.argv.slice(2);
if (!dir) throw new Error('usage: node scripts/make-digits.mjs FOLDER, the folder with the files of MNIST');

const parts = [await part({train: true, each: 500}), await part({train: false, each: 100})];
const bytes = Buffer.concat(parts.flat());
const zipped = gzipSync(bytes, {level: 9, memLevel: 9});
await writeFile(new URL('../assets/digits.bin', import.meta.url), zipped);
console.log(`${zipped.length} bytes; sha256 of the ${bytes.length} uncompressed:`);
console.log(createHash('sha256').update(bytes).digest('hex'));

/** The IDX files of the first `each` samples of every class: images, labels. */
async function part({train, each}) {
  const all = await mnist({dir, train});
  const seen = new Array(all.classes.length).fill(0);
  const chosen = all.subset([...all.labels.keys()].filter(i => seen[all.labels[i]]++ < each));
  for await (const {x, y, shape} of chosen.batch(chosen.length)) {
    return [idx(shape.slice(0, 3), x), idx([y.length], Uint8Array.from(y))];
  }
}

function idx(shape, data) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 0x08, shape.length]);
  for (const [axis, extent] of shape.entries()) header.writeUInt32BE(extent, 4 + 4 * axis);
  return Buffer.concat([header, data]);
}
