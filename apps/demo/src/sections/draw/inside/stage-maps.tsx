import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useRef} from 'preact/hooks';
import {messages} from '../messages.js';
import type {Stage} from '../worker/stages.js';
import {Picture} from './picture.js';

interface StageMapsProps {
  readonly stage: Stage;
  readonly title: string;
  /** `[maps, height, width]`; undefined where nothing was read. */
  readonly maps: Uint8Array | undefined;
}

/** What leaves a stage: a grid of its maps, one of them large. Arrow keys lead from one to the next. */
export function StageMaps({stage, title, maps}: StageMapsProps): VNode {
  const t = messages();
  const chosen = useSignal(0);
  const grid = useRef<HTMLDivElement>(null);
  const {height, width} = stage;
  const of = stage.maps;
  const pixelsOf = (i: number) => maps?.subarray(i * height * width, (i + 1) * height * width);
  const choose = (i: number) => {
    chosen.value = Math.min(of - 1, Math.max(0, i));
  };
  const walk = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1};
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    choose(chosen.value + step);
    (grid.current!.children[chosen.value] as HTMLElement).focus();
  };
  return (
    <section class="card stage">
      <div>
        <h3>
          {title} <span class="quiet">{t.size({maps: of, height, width})}</span>
        </h3>
        <p>{textOf(stage)}</p>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form. */}
        <div class="maps" role="group" aria-label={t.maps({name: title})} ref={grid} onKeyDown={walk}>
          {Array.from({length: of}, (_, i) => (
            <button
              type="button"
              class="map"
              key={i}
              tabIndex={i === chosen.value ? 0 : -1}
              aria-pressed={i === chosen.value}
              aria-label={t.map({n: i + 1, of})}
              onClick={() => choose(i)}
              onFocus={() => choose(i)}
            >
              <Picture pixels={pixelsOf(i)} height={height} width={width} color="--accent" />
            </button>
          ))}
        </div>
      </div>
      <Picture
        pixels={pixelsOf(chosen.value)}
        height={height}
        width={width}
        color="--accent"
        label={t.mapOf({n: chosen.value + 1, of, name: title})}
      />
    </section>
  );
}

/** What a stage does, in a sentence or two. */
function textOf({residual, maps, convolutions, kernel, pooled}: Stage): string {
  const t = messages();
  const text = residual ? t.blockText({convolutions, kernel}) : t.convolutionText({maps, kernel});
  return pooled ? `${text} ${t.pooledText}` : text;
}
