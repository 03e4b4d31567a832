import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {theme} from '../../../app/theme.js';

interface PictureProps {
  /** `[height, width]`, from 0, clear, to 255, the full colour; undefined for a clear picture. */
  readonly pixels: Uint8Array | undefined;
  readonly height: number;
  readonly width: number;
  /** The variable of its colour. */
  readonly color: '--ink' | '--accent';
  /** What it shows; without it, it is decoration. */
  readonly label?: string;
}

/** A small picture of one colour, in whole pixels. */
export function Picture({pixels, height, width, color, label}: PictureProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = theme.value;
  useEffect(() => {
    // There are a hundred of them: in the memory of a GPU each would cost more than its pixels.
    const context = canvas.current!.getContext('2d', {willReadFrequently: true})!;
    const image = context.createImageData(width, height);
    const [red, green, blue] = channelsOf(color, colors);
    for (let i = 0, at = 0; pixels && i < pixels.length; i++) {
      image.data[at++] = red;
      image.data[at++] = green;
      image.data[at++] = blue;
      image.data[at++] = pixels[i]!;
    }
    context.putImageData(image, 0, 0);
  }, [pixels, height, width, color, colors]);
  const role = label === undefined ? ({'aria-hidden': true} as const) : ({role: 'img', 'aria-label': label} as const);
  return <canvas ref={canvas} class="picture" width={width} height={height} {...role} />;
}

const known = new Map<string, readonly [number, number, number]>();

/** Red, green and blue of a variable of the style sheet, which is read once for each look of the page. */
function channelsOf(color: string, colors: string): readonly [number, number, number] {
  const key = `${color} ${colors}`;
  let channels = known.get(key);
  if (!channels) {
    const context = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})!;
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(color);
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    channels = [red!, green!, blue!];
    known.set(key, channels);
  }
  return channels;
}
