// In Node, browsers and workers alike, but not in the language's own library.
declare const TextEncoder: new () => {encode(text: string): Uint8Array};
declare const TextDecoder: new (label: string, options: {fatal: boolean}) => {decode(bytes: Uint8Array): string};

/** Text as UTF-8. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-8 as text. Throws a TypeError for bytes that are none. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
}
