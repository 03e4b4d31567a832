import type {Sharp} from 'sharp';
import {DataError} from '../../error.js';
import type {ByteImage} from '../../transforms/image-transform.js';

/** A picture on a sheet, and what stands below it. */
export interface SheetImage {
  readonly image: ByteImage;
  readonly caption?: string;
}

/** Options of {@link contactSheet}. */
export interface ContactSheetOptions {
  /** Pictures in a row. Default 8. */
  columns?: number;
  /** Pixels of the side of the square into which each picture is fitted. Default 112. */
  cell?: number;
}

const GAP = 4;
const CAPTION = 16;

/**
 * Draws pictures side by side, rows from top to bottom, on white; small ones are enlarged without smoothing. Returns the
 * bytes of a PNG.
 *
 * @throws DataError `INVALID_ARGUMENT` if there are no pictures.
 */
export async function contactSheet(
  pictures: readonly SheetImage[],
  {columns = 8, cell = 112}: ContactSheetOptions = {},
): Promise<Buffer> {
  if (pictures.length === 0) throw new DataError('INVALID_ARGUMENT', 'contactSheet: expected pictures, got none');
  const {default: sharp} = await import('sharp');
  const across = Math.min(columns, pictures.length);
  const caption = pictures.some(({caption}) => caption) ? CAPTION : 0;
  const [stepX, stepY] = [cell + GAP, cell + caption + GAP];
  const [width, height] = [across * stepX + GAP, Math.ceil(pictures.length / across) * stepY + GAP];
  const placed = await Promise.all(
    pictures.map(async ({image}, i) => ({
      input: await fit(sharp, image, cell),
      left: GAP + (i % across) * stepX,
      top: GAP + Math.floor(i / across) * stepY,
    })),
  );
  const words = pictures.map(({caption = ''}, i) => {
    const [x, y] = [GAP + (i % across) * stepX + cell / 2, GAP + Math.floor(i / across) * stepY + cell + CAPTION - 4];
    const longest = Math.floor(cell / 6);
    const short = [...caption].length > longest ? `${[...caption].slice(0, longest - 1).join('')}…` : caption;
    return `<text x="${x}" y="${y}">${escapeXml(short)}</text>`;
  });
  const style = 'font-family="sans-serif" font-size="11" text-anchor="middle"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g ${style}>${words.join('')}</g></svg>`;
  const layers = caption > 0 ? [...placed, {input: Buffer.from(svg), left: 0, top: 0}] : placed;
  return sharp({create: {width, height, channels: 3, background: 'white'}})
    .composite(layers)
    .png()
    .toBuffer();
}

function fit(
  sharp: (data: Uint8Array, options: object) => Sharp,
  {data, width, height, channels}: ByteImage,
  cell: number,
): Promise<Buffer> {
  const kernel = Math.max(width, height) < cell ? 'nearest' : 'linear';
  return sharp(data, {raw: {width, height, channels}})
    .resize({width: cell, height: cell, fit: 'contain', background: 'white', kernel})
    .toColourspace('srgb')
    .png({compressionLevel: 1})
    .toBuffer();
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt(0)};`);
}
