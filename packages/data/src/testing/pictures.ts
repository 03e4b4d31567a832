import type {ByteImage} from '../transforms/image-transform.js';

/** An image in a file of references. */
export interface StoredImage {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Pixels in base64. */
  readonly data: string;
}

/** The image that a file of references holds. */
export function storedImage({data, ...shape}: StoredImage): ByteImage {
  return {...shape, data: Uint8Array.from(atob(data), letter => letter.charCodeAt(0))};
}

/** An image whose values count up from 0, beginning anew after 255. */
export function ramp(height: number, width: number, channels = 1): ByteImage {
  return {data: Uint8Array.from({length: height * width * channels}, (_, i) => i), height, width, channels};
}

/** The values of an image of one channel, row by row. */
export function rowsOf({data, width}: ByteImage): number[][] {
  return Array.from({length: data.length / width}, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);
}
