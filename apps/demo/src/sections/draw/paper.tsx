import {useSignal, useSignalEffect} from '@preact/signals';
import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {theme} from '../../app/theme.js';
import {desk} from './desk.js';
import {type Drawing, PEN_WIDTH, type Point} from './drawing/drawing.js';
import {extend, type Pen, pressKey} from './drawing/pen.js';
import {messages} from './messages.js';

/** Where the digit is drawn, by mouse, finger, stylus or keyboard. */
export function Paper(): VNode {
  const t = messages();
  const canvas = useRef<HTMLCanvasElement>(null);
  // The keyboard shows its pen only to those who came by keyboard.
  const keyboard = useSignal(false);
  const size = useSignal(0);

  useEffect(() => {
    const element = canvas.current!;
    const observer = new ResizeObserver(() => {
      size.value = Math.round(element.clientWidth * devicePixelRatio);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useSignalEffect(() => {
    // Read for what follows from it: the colours of the style sheet.
    theme.value;
    const [drawing, pen, side] = [desk.drawing.value, keyboard.value ? desk.pen.value : undefined, size.value];
    const element = canvas.current!;
    const frame = requestAnimationFrame(() => paint(element, {drawing, pen, side}));
    return () => cancelAnimationFrame(frame);
  });

  return (
    <>
      <div
        class="paper"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place to draw takes the keyboard.
        tabIndex={0}
        aria-label={t.paper}
        aria-roledescription={t.paperRole}
        aria-describedby="draw-keys"
        onPointerDown={begin}
        onPointerMove={goOn}
        onKeyDown={press}
        onFocus={event => {
          keyboard.value = event.currentTarget.matches(':focus-visible');
        }}
        onBlur={() => {
          keyboard.value = false;
          desk.pen.value = {...desk.pen.value, down: false};
        }}
      >
        <canvas ref={canvas} />
      </div>
      <p class="hidden-text" role="status">
        {keyboard.value ? (desk.pen.value.down ? t.penDown : t.penUp) : ''}
      </p>
    </>
  );
}

function begin(event: PointerEvent & {currentTarget: HTMLElement}): void {
  if (event.button !== 0 || !event.isPrimary) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  desk.draw([...desk.drawing.value, [placeOf(event, event.currentTarget)]]);
}

function goOn(event: PointerEvent & {currentTarget: HTMLElement}): void {
  if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
  // Everything since the last event: a browser tells of a fast pen once a picture.
  const passed = event.getCoalescedEvents();
  const places = (passed.length > 0 ? passed : [event]).map(one => placeOf(one, event.currentTarget));
  desk.draw(extend(desk.drawing.value, ...places));
}

function placeOf({clientX, clientY}: PointerEvent, paper: HTMLElement): Point {
  const {left, top, width, height} = paper.getBoundingClientRect();
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {x: within((clientX - left) / width), y: within((clientY - top) / height)};
}

function press(event: KeyboardEvent): void {
  const {key, ctrlKey, metaKey} = event;
  const undoes = key === 'Backspace' || (key === 'z' && (ctrlKey || metaKey));
  const after = pressKey(event, {pen: desk.pen.value, drawing: desk.drawing.value});
  if (!undoes && key !== 'Delete' && !after) return;
  event.preventDefault();
  if (undoes) desk.undo();
  else if (!after) desk.clear();
  else {
    desk.pen.value = after.pen;
    if (after.drawing !== desk.drawing.value) desk.draw(after.drawing);
  }
}

/** Draws on a square canvas, in pixels of the screen; `pen` is where the keyboard has it. */
function paint(
  canvas: HTMLCanvasElement,
  {drawing, pen, side}: {drawing: Drawing; pen: Pen | undefined; side: number},
): void {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext('2d')!;
  const style = getComputedStyle(canvas);
  context.clearRect(0, 0, side, side);
  context.lineCap = context.lineJoin = 'round';
  context.lineWidth = PEN_WIDTH * side;
  context.strokeStyle = style.getPropertyValue('--ink');
  for (const stroke of drawing) {
    context.beginPath();
    context.moveTo(stroke[0]!.x * side, stroke[0]!.y * side);
    // A dot is a line to where it is.
    for (const {x, y} of stroke) context.lineTo(x * side, y * side);
    context.stroke();
  }
  if (!pen) return;
  context.beginPath();
  context.arc(pen.at.x * side, pen.at.y * side, (PEN_WIDTH / 2) * side, 0, 2 * Math.PI);
  context.lineWidth = 0.012 * side;
  context.strokeStyle = context.fillStyle = style.getPropertyValue('--accent');
  if (pen.down) context.fill();
  context.stroke();
}
