/** Characters of a line up to which it can be one of a log. */
const LONGEST = 2 ** 20;

/** Some lines in a row, as they come out of a file. */
export interface Lines {
  readonly lines: readonly string[];
  /** Bytes read so far. */
  readonly bytes: number;
  /** Whether the last of them was cut off: the file ends without a line break. */
  readonly cut: boolean;
}

/**
 * The lines of a file in UTF-8, as many at a time as a piece of it holds, so that no more than that is in memory.
 *
 * @throws Error for a line that is too long for a log.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<Lines, void> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let [rest, bytes] = ['', 0];
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      bytes += piece.value.length;
      const lines = (rest + decoder.decode(piece.value, {stream: true})).split('\n');
      rest = lines.pop()!;
      if (rest.length > LONGEST) throw new Error(`Expected lines of a log, got one of over ${LONGEST} characters.`);
      yield {lines, bytes, cut: false};
    }
    rest += decoder.decode();
    if (rest) yield {lines: [rest], bytes, cut: true};
  } finally {
    await reader.cancel();
  }
}
