/** What the header of a JPEG says. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colours, 4 CMYK. */
  readonly components: number;
  /** Whether the colours are said to be other than sRGB, by a profile or by Adobe's marker. */
  readonly otherColours: boolean;
  /** Whether it says anything of orientation: in EXIF. */
  readonly exif: boolean;
}

const SOI = 0xd8;
const SOS = 0xda;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Adobe's marker names the colours in its 12th byte: 1 is the YCbCr that every JPEG has without it. */
const ADOBE_TRANSFORM = 11;

/**
 * Reads the header of a JPEG (ITU-T T.81, annex B) up to the frame's; `undefined` where `bytes` are not the beginning of
 * one, or end before the frame's header.
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined;
  let otherColours = false;
  let exif = false;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (marker === SOS || length < 2) return undefined;
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (isFrame(marker)) {
      const [height, width] = [body[1]! * 256 + body[2]!, body[3]! * 256 + body[4]!];
      return {width, height, components: body[5]!, otherColours, exif};
    }
    if (marker === APP1) exif ||= startsWith(body, 'Exif');
    if (marker === APP2) otherColours ||= startsWith(body, 'ICC_PROFILE');
    if (marker === APP14) otherColours ||= startsWith(body, 'Adobe') && body[ADOBE_TRANSFORM] !== 1;
    at += 2 + length;
  }
  return undefined;
}

/** SOF0 to SOF15, among which are three markers of another meaning. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}
