import type {ComponentChildren, VNode} from 'preact';
import {useRef} from 'preact/hooks';
import type {GivenFile} from '../worker/model-files.js';
import {chosenFiles} from './dropped-files.js';

interface FileButtonProps {
  readonly children: ComponentChildren;
  readonly onFiles: (files: GivenFile[]) => void;
  readonly accept?: string;
  /** Several files, or a folder with all in it. */
  readonly several?: 'files' | 'folder';
  readonly label?: string | undefined;
  readonly primary?: boolean;
  readonly disabled?: boolean;
}

/** A button that asks for files. */
export function FileButton({children, onFiles, accept, several, label, primary, disabled}: FileButtonProps): VNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={primary ? 'primary' : ''}
        aria-label={label}
        disabled={disabled}
        onClick={() => input.current!.click()}
      >
        {children}
      </button>
      <input
        ref={element => {
          input.current = element;
          // Not an attribute that Preact's types know.
          if (element) element.webkitdirectory = several === 'folder';
        }}
        type="file"
        hidden
        accept={accept}
        multiple={several !== undefined}
        onChange={({currentTarget}) => {
          const files = chosenFiles(currentTarget);
          // The same file may be chosen again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
