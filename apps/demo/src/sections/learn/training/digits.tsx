import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import type {Digit, Reading} from './report.js';
import {run} from './run.js';

/** Test digits as pictures, and below each what the network takes it for. */
export function Digits(): VNode {
  const t = messages();
  const {readings} = run.view.value;
  return (
    <section>
      <h2>{t.digits}</h2>
      <p class="note">{t.digitsNote}</p>
      <ol class="digits">
        {run.digits.value.map((digit, i) => (
          <Item key={i} digit={digit} reading={readings?.[i]} />
        ))}
      </ol>
    </section>
  );
}

function Item({digit, reading}: {digit: Digit; reading: Reading | undefined}): VNode {
  const t = messages();
  const {label} = digit;
  const verdict = reading ? (reading.label === label ? 'right' : 'wrong') : '';
  const words = reading
    ? t.digitRead({label, answer: reading.label, share: formatPercent(reading.confidence, 0)})
    : t.digitUnread({label});
  return (
    <li class={verdict}>
      <span class="hidden-text">{words}</span>
      <Picture digit={digit} />
      <span class="answer" aria-hidden="true">
        {reading?.label ?? '?'}
      </span>
      <span class="sure" aria-hidden="true">
        <span style={{width: `${100 * (reading?.confidence ?? 0)}%`}} />
      </span>
    </li>
  );
}

/** Ink in black on a clear ground; the style sheet turns it white where the page is dark. */
function Picture({digit}: {digit: Digit}): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = Math.sqrt(digit.pixels.length);
  useEffect(() => {
    const image = new ImageData(size, size);
    for (const [i, ink] of digit.pixels.entries()) image.data[4 * i + 3] = ink;
    canvas.current!.getContext('2d')!.putImageData(image, 0, 0);
  }, [digit]);
  return <canvas ref={canvas} width={size} height={size} />;
}
