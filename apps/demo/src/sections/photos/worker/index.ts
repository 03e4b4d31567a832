/** What the section "Your photos" computes in the worker. */
export {classify} from './classify.js';
export {addExamples, removeExamples} from './examples.js';
export {saveTaught, zipNetwork} from './keep.js';
export {addNetwork} from './networks.js';
export {stopTeaching, teach} from './teach.js';
