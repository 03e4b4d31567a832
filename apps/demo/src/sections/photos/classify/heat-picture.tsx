import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import type {Heat} from '../worker/classify.js';

interface HeatPictureProps {
  readonly src: string;
  readonly label: string;
  readonly heat: Heat | undefined;
  readonly opacity: number;
}

/** How much of the photo's light is taken where nothing counts. */
const SHADE = 0.65;
/** How much of the colour covers the photo where the most counts. */
const COVER = 0.75;

const percent = (share: number) => `${100 * share}%`;

/** A photo, and over the part of it that the network sees what speaks for a class. */
export function HeatPicture({src, label, heat, opacity}: HeatPictureProps): VNode {
  const ratio = useSignal(1);
  return (
    <div class="heat-picture" style={{maxWidth: `calc(26rem * ${ratio.value})`}}>
      <img
        src={src}
        alt={label}
        onLoad={({currentTarget: {naturalWidth, naturalHeight}}) => {
          ratio.value = naturalWidth / naturalHeight;
        }}
      />
      {heat && <HeatMap heat={heat} opacity={opacity} />}
    </div>
  );
}

/** A pixel for each place of the map: the browser makes it as large as the photo, smoothly. */
function HeatMap({heat, opacity}: {heat: Heat; opacity: number}): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const {values, height, width, region} = heat;
  useEffect(() => {
    const context = canvas.current!.getContext('2d', {willReadFrequently: true})!;
    const style = getComputedStyle(canvas.current!);
    context.clearRect(0, 0, width, height);
    const fill = (i: number, color: string, alpha: number) => {
      context.fillStyle = style.getPropertyValue(color);
      context.globalAlpha = alpha;
      context.fillRect(i % width, Math.floor(i / width), 1, 1);
    };
    for (const [i, value] of values.entries()) {
      fill(i, '--cold', SHADE * (1 - value));
      fill(i, '--hot', COVER * value);
    }
  }, [heat]);
  return (
    <canvas
      ref={canvas}
      class="heat"
      width={width}
      height={height}
      style={{
        top: percent(region.top),
        left: percent(region.left),
        width: percent(region.width),
        height: percent(region.height),
        opacity,
      }}
    />
  );
}
