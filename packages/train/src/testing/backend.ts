import '@tensorflow/tfjs-backend-cpu';
// TF.js layers brings the gradients of all ops; the core alone has none.
import '@tensorflow/tfjs-layers';
