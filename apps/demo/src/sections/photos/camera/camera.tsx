import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {messages} from '../messages.js';
import {openCamera, shoot} from './open-camera.js';

/** A button that opens the camera; what it sees, and a button to take a photo. The camera is asked for on a click only. */
export function Camera({onShot, label}: {onShot: (photo: Blob) => void; label?: string}): VNode {
  const t = messages().camera;
  const stream = useSignal<MediaStream | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const video = useRef<HTMLVideoElement>(null);
  const close = () => {
    for (const track of stream.peek()?.getTracks() ?? []) track.stop();
    stream.value = undefined;
  };
  useEffect(() => close, []);
  useEffect(() => {
    if (video.current && stream.value) video.current.srcObject = stream.value;
  }, [stream.value]);
  const open = async () => {
    problem.value = undefined;
    const opened = await openCamera();
    if ('stream' in opened) stream.value = opened.stream;
    else problem.value = opened.failure === 'busy' ? t.busy(opened) : t[opened.failure];
  };
  if (!stream.value) {
    return (
      <>
        <button type="button" aria-label={label} onClick={open}>
          {t.open}
        </button>
        {problem.value && (
          <p class="note alert" role="alert">
            {problem.value}
          </p>
        )}
      </>
    );
  }
  return (
    <div class="camera">
      <video ref={video} autoplay playsInline muted aria-label={t.view} />
      <div class="controls">
        <button type="button" class="primary" onClick={async () => onShot(await shoot(video.current!))}>
          {t.shoot}
        </button>
        <button type="button" onClick={close}>
          {t.close}
        </button>
      </div>
    </div>
  );
}
