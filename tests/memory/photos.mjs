// What two epochs of photos add to the resident memory of this process, at most: node photos.mjs FOLDER

import {horizontalFlip, onSamples, randomResizedCrop} from '@residual/data';
import {imageFolder} from '@residual/data/node';

const {train, test} = await imageFolder(process.argv[2], {size: 112, workers: 2, split: {valid: 0}});
const before = process.memoryUsage().rss;
let most = before;
let photos = 0;
for (const epoch of [0, 1]) {
  for (const part of [train, test]) {
    const batches = part
      .shuffle(1)
      .map(onSamples(randomResizedCrop({size: 96})))
      .map(onSamples(horizontalFlip()))
      .batch(64);
    for await (const {y} of batches.epoch(epoch)) {
      photos += y.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
  }
}
console.log(JSON.stringify({photos, added: most - before}));
process.exit();
