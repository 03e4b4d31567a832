export {syncFolder, writeAtomic} from './atomic.js';
export {folderCheckpoints} from './folder-checkpoints.js';
export {type JsonLinesLog, type JsonLinesLogOptions, jsonLinesLog} from './json-lines-log.js';
