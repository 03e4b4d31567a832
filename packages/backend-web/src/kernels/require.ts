import {WebEngineError} from '../errors.js';

/** @throws WebEngineError `UNSUPPORTED` unless the layout is `NHWC`. */
export function requireChannelsLast(kernel: string, dataFormat: string): void {
  if (dataFormat === 'NHWC') return;
  throw new WebEngineError(
    'UNSUPPORTED',
    `${kernel} on WASM expected images as NHWC, got ${dataFormat}: transpose them to [batch, height, width, channels].`,
  );
}
