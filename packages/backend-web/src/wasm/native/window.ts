import type {backend_util} from '@tensorflow/tfjs-core';

/** Sizes of a convolution or a pooling, as the class of the same name in assembly/ reads them. */
export interface Window {
  batch: number;
  height: number;
  width: number;
  channels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  top: number;
  left: number;
}

/** The order of the fields in memory. */
export const WINDOW_FIELDS: readonly (keyof Window)[] = [
  'batch',
  'height',
  'width',
  'channels',
  'outHeight',
  'outWidth',
  'outChannels',
  'filterHeight',
  'filterWidth',
  'strideHeight',
  'strideWidth',
  'top',
  'left',
];

/** The window of a convolution or a pooling of TF.js over NHWC images. */
export function windowOf(info: backend_util.Conv2DInfo): Window {
  const {batchSize: batch, inHeight: height, inWidth: width, inChannels: channels, padInfo, ...sizes} = info;
  return {...sizes, batch, height, width, channels, top: padInfo.top, left: padInfo.left};
}
