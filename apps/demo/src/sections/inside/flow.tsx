import type {VNode} from 'preact';
import {formatShape} from './format.js';
import {messages} from './messages.js';
import {stageName} from './part-text.js';
import {keyOf} from './tree-rows.js';
import type {Description} from './worker/describe.js';

interface FlowProps {
  readonly network: Description;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** The image and what each stage makes of it, as slabs: as high as its pictures, as thick as there are channels. */
export function Flow({network, chosen, onChoose}: FlowProps): VNode {
  const t = messages();
  const {inputShape, stages} = network;
  const scale = HEIGHT / Math.sqrt(inputShape[0]!);
  return (
    <section class="flow">
      <h3>{t.flow}</h3>
      <ol class="slabs">
        <li>
          <div class="slab">
            <Slab shape={inputShape} scale={scale} />
            <span>{t.image}</span>
            <small>{formatShape(inputShape)}</small>
          </div>
        </li>
        {stages.map(stage => (
          <li key={stage.name}>
            <button
              type="button"
              class="slab"
              aria-current={keyOf(stage) === chosen ? 'true' : undefined}
              onClick={() => onChoose(keyOf(stage))}
            >
              <Slab shape={stage.outputShape} scale={scale} />
              <span>{stageName(stage.name)}</span>
              <small>{formatShape(stage.outputShape)}</small>
            </button>
          </li>
        ))}
      </ol>
      <p class="note">{t.flowNote}</p>
    </section>
  );
}

/** Height of the image's slab. */
const HEIGHT = 64;

/** A slab seen from the side; heights by the root of the pixels, thickness by the logarithm of the channels. */
function Slab({shape, scale}: {shape: readonly number[]; scale: number}): VNode {
  const [rows, channels] = shape.length === 3 ? [shape[0]!, shape[2]!] : [1, shape[0]!];
  const height = Math.max(6, Math.sqrt(rows) * scale);
  const thickness = 3 + 3.2 * Math.log2(channels);
  const back = height * 0.42;
  const [left, top] = [(84 - thickness - back) / 2, HEIGHT * 1.42 - height + 4];
  const right = left + thickness;
  return (
    <svg viewBox="0 0 84 100" aria-hidden="true">
      <path class="face" d={`M${left} ${top}h${thickness}v${height}h${-thickness}z`} />
      <path class="top" d={`M${left} ${top}l${back} ${-back}h${thickness}L${right} ${top}z`} />
      <path class="side" d={`M${right} ${top}l${back} ${-back}v${height}L${right} ${top + height}z`} />
    </svg>
  );
}
