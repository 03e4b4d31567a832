import {useSignal} from '@preact/signals';
import type {ComponentChildren, VNode} from 'preact';
import type {GivenFile} from '../worker/model-files.js';
import {droppedFiles} from './dropped-files.js';

/** An area on which files and folders may be dropped. */
export function DropZone({
  children,
  onFiles,
}: {
  children: ComponentChildren;
  onFiles: (files: GivenFile[]) => void;
}): VNode {
  const over = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: to drop is for the mouse; the buttons inside do the same by keyboard.
    <div
      class={over.value ? 'drop over' : 'drop'}
      onDragOver={event => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={async event => {
        event.preventDefault();
        over.value = false;
        const files = event.dataTransfer && (await droppedFiles(event.dataTransfer));
        if (files && files.length > 0) onFiles(files);
      }}
    >
      {children}
    </div>
  );
}
