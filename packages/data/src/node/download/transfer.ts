import {open, rm, stat} from 'node:fs/promises';
import {writing} from './write-error.js';

/** Options of {@link transfer}. */
export interface TransferOptions {
  /** The file that grows. What is in it already is not fetched again. */
  part: string;
  /** Called with the size of `part` in bytes as it grows. */
  onProgress?: ((bytes: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Give up after so many milliseconds without a byte. */
  stallMs: number;
}

/**
 * One attempt to fetch `url` into a file, going on where the file ends. When it resolves, the server has sent all that
 * it has; whether that is the right file is for the caller to check. When it throws, the file keeps what has arrived.
 *
 * @throws Error in words for the user; DataError `DISK_FULL` or `NOT_WRITABLE`; the reason of `signal`.
 */
export async function transfer(url: string, {part, onProgress, signal, stallMs}: TransferOptions): Promise<void> {
  const stall = new AbortController();
  const seconds = stallMs / 1000;
  const timer = setTimeout(() => stall.abort(new Error(`nothing arrived for ${seconds} seconds`)), stallMs);
  const signals = signal ? [stall.signal, signal] : [stall.signal];
  try {
    const response = await request(url, {part, signal: AbortSignal.any(signals)});
    if (!response) return;
    const resumed = response.status === 206;
    await writing(part, async () => {
      const file = await open(part, resumed ? 'a' : 'w');
      try {
        let received = resumed ? (await file.stat()).size : 0;
        for await (const chunk of response.body ?? []) {
          timer.refresh();
          await file.appendFile(chunk);
          received += chunk.length;
          onProgress?.(received);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    });
  } catch (error) {
    throw stall.signal.aborted ? stall.signal.reason : networkError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for what `part` lacks; `undefined` if it lacks nothing. Status 206 says that the rest comes, 200 the whole. */
async function request(
  url: string,
  {part, signal}: {part: string; signal: AbortSignal},
): Promise<Response | undefined> {
  const have = (await stat(part).catch(() => undefined))?.size ?? 0;
  // Identity: a server that packs on the way would count the bytes of ranges differently.
  const headers = {'accept-encoding': 'identity', ...(have > 0 && {range: `bytes=${have}-`})};
  const response = await fetch(url, {headers, signal});
  const range = response.headers.get('content-range');
  const {status} = response;
  const continues = status === 206 && range?.startsWith(`bytes ${have}-`);
  const page = response.headers.get('content-type')?.startsWith('text/html');
  if ((status === 200 && !page) || continues) return response;
  await response.body?.cancel();
  if (status === 416 && range === `bytes */${have}`) return undefined;
  if (have > 0 && (status === 416 || status === 206)) {
    await rm(part, {force: true});
    return request(url, {part, signal});
  }
  throw new Error(page && response.ok ? 'a web page came instead of the file' : `the server answered ${status}`);
}

/** `fetch` says "fetch failed"; the cause says why. */
function networkError(error: unknown): unknown {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return error;
  const {cause} = error;
  // A connection refused at several addresses comes as an AggregateError without a message.
  const reason = cause instanceof AggregateError ? String(cause.errors[0]?.message) : cause.message;
  return new Error(`${error.message}: ${reason}`, {cause: error});
}
