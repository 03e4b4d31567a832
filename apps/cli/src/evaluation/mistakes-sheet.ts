import type {Dataset} from '@residual/data';
import {contactSheet} from '@residual/data/node';
import {type Answered, mistakesIn} from './predictions.js';

/** Mistakes on the sheet: those that the network was surest of. */
const SHOWN = 48;

/** Draws the most confident mistakes with what they were taken for, and what they are. Undefined where there are none. */
export async function mistakesSheet(answers: readonly Answered[], images: Dataset): Promise<Buffer | undefined> {
  const mistakes = mistakesIn(answers).slice(0, SHOWN);
  if (mistakes.length === 0) return undefined;
  const {classes} = images;
  const pictures = mistakes.map(async ({index, label, predicted, score}) => {
    const {data, shape} = await images.get(index);
    const [height, width, channels] = shape;
    return {
      image: {data: data as Uint8Array, height, width, channels},
      caption: `${classes[predicted]} ${(score * 100).toFixed(1)} %, is ${classes[label]}`,
    };
  });
  return contactSheet(await Promise.all(pictures), {columns: 6, cell: 192});
}
