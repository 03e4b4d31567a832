import type {MathBackendWebGL} from '@tensorflow/tfjs-backend-webgl';
import {version_webgl} from '@tensorflow/tfjs-backend-webgl';
import {backend, env, setBackend} from '@tensorflow/tfjs-core';
import type {WebEngine} from '../engine.js';
import {WebEngineError} from '../errors.js';

/** Loads TF.js's WebGL backend; see `webgl`, which loads this file. */
export async function load(): Promise<WebEngine<'webgl'>> {
  const canCanvas = 'OffscreenCanvas' in globalThis || 'document' in globalThis;
  // Whether a CPU that imitates a GPU will do is for the caller to say.
  env().set('SOFTWARE_WEBGL_ENABLED', true);
  if (!canCanvas || env().getNumber('WEBGL_VERSION') !== 2 || !(await setBackend('webgl'))) {
    throw new WebEngineError('NO_GPU', 'Expected WebGL 2, which is not here: use a newer browser, or another engine.');
  }
  const stock = backend() as MathBackendWebGL;
  // The types of a worker's context lack the canvas.
  const gl = stock.gpgpu.gl as WebGLRenderingContext & {readonly canvas: EventTarget};
  const lost = new Promise<string>(resolve => {
    gl.canvas.addEventListener('webglcontextlost', () => resolve(LOST));
  });
  guardReads(stock, () => {
    // Without this, it reads zeros.
    if (gl.isContextLost()) throw new WebEngineError('GPU_LOST', LOST);
  });
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const software = /swiftshader|llvmpipe|software|basic render/i.test(name);
  return {name: 'webgl', version: version_webgl, devices: [{name, type: 'GPU'}], software, lost};
}

const LOST =
  'The GPU was lost: the browser took the WebGL context away. Go on with another engine from the last checkpoint.';

/** Has every reading of a tensor checked, before and after. */
function guardReads(stock: MathBackendWebGL, check: () => void): void {
  const {read, readSync} = stock;
  stock.read = async dataId => {
    check();
    const values = await read.call(stock, dataId);
    check();
    return values;
  };
  stock.readSync = dataId => {
    check();
    const values = readSync.call(stock, dataId);
    check();
    return values;
  };
}
