import type {FetchProgress} from '@residual/data/node';
import type {Output} from './output.js';
import type {Progress} from './progress.js';
import {formatBytes} from './units.js';

/** Shows the progress of a download from its first byte on; where nothing is downloaded, it shows nothing. */
export async function withProgress<T>(
  output: Output,
  label: string,
  work: (onProgress: (progress: FetchProgress) => void) => Promise<T>,
): Promise<T> {
  let bar: Progress | undefined;
  try {
    return await work(({file, received, total}) => {
      bar ??= output.progress({label, total, format: formatBytes});
      bar.update(received, file);
    });
  } finally {
    bar?.stop();
  }
}
