export {dawn, findGpu, type Gpu} from './dawn.js';
