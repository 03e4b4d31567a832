import {DataError, type TransformDescription, transformFrom} from '@residual/data';
import {listDatasets, PHOTOS} from '@residual/data/node';
import {z} from 'zod';
import type {Input} from './input.js';
import {count} from './pieces.js';

/** What is trained on, and what becomes of its images. */
export interface DataSettings {
  /** Which data set, as `residual data list` lists them. */
  name: string;
  /** How photos are read, where the data set is one of photos. */
  images?: RecipeImages | undefined;
  /** A CSV of paths and classes, in the folder of one's photos; classes follow from folders or names if absent. */
  labels?: string | undefined;
  /** Train on the first so many images only; where they stand class by class, on so many of all classes. */
  take?: number | undefined;
  /** A new order every epoch. */
  shuffle: boolean;
  /** As many images of each class in an epoch: those of small classes come several times. */
  balance: boolean;
  /** All images become so many pixels high and wide, bilinearly; they stay as they are if absent. */
  resize?: number | undefined;
  /** What training images go through, in this order, drawn anew every epoch. It has to leave their size alone. */
  augment?: TransformDescription[] | undefined;
  /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
  normalize: {mean: number[]; std: number[]};
  /** What is evaluated after every epoch: the test set, or this fraction of the training images, held out. */
  validation: 'test' | number;
}

/** How photos are read. What is left out is as the data set has it. */
interface RecipeImages {
  /** Height and width. */
  size?: number;
  /** `cover` cuts off what does not fit, `fill` stretches. */
  fit?: 'cover' | 'fill';
  /** 3 for colours, 1 for grey. */
  channels?: 1 | 3;
  /** Broken photos are left out, or an error. */
  broken?: 'skip' | 'fatal';
}

/** Data as the author of a recipe writes it. */
export type DataSettingsInput = Input<DataSettings, 'name' | 'normalize'>;

const transform = z.looseObject({name: z.string()}).superRefine((description, {addIssue}) => {
  try {
    transformFrom(description);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    addIssue({code: 'custom', message: error.message});
  }
});

const images = z.strictObject({
  size: count.exactOptional().describe('height and width that photos are decoded to'),
  fit: z.enum(['cover', 'fill']).exactOptional().describe('cut off what does not fit, or stretch'),
  channels: z
    .union([z.literal(3), z.literal(1)])
    .exactOptional()
    .describe('colours, or grey'),
  broken: z.enum(['skip', 'fatal']).exactOptional().describe('what becomes of photos that are broken'),
});

/** Data sets of files of any size, which `images` is for. */
const OF_FILES: readonly string[] = [PHOTOS, 'cats-dogs'];

/** Validates the data of a recipe. */
export const dataSchema: z.ZodType<DataSettings, DataSettingsInput> = z
  .strictObject({
    name: z
      .enum([...listDatasets().map(({name}) => name), PHOTOS])
      .describe('data set, see `residual data list`, or photos with --data-dir'),
    images: images.optional(),
    labels: z.string().min(1).optional().describe('CSV of paths and classes, in the folder of your photos'),
    take: count.optional().describe('train on so many images only: the first, or of photos a share of each class'),
    shuffle: z.boolean().default(true).describe('a new order every epoch'),
    balance: z.boolean().default(false).describe('as many images of each class in an epoch'),
    resize: count.optional().describe('height and width that all images are brought to'),
    augment: z.array(transform).optional().describe('what training images go through, see `residual data preview`'),
    normalize: z
      .strictObject({
        mean: z.array(z.number()).min(1).describe('subtracted from pixels in 0…1, one value a channel'),
        std: z.array(z.number().gt(0)).min(1).describe('divides pixels, one value a channel'),
      })
      .refine(({mean, std}) => mean.length === std.length, 'expected as many values in mean and std'),
    validation: z
      .union([z.literal('test'), z.number().gt(0).lt(1)])
      .default('test')
      .describe('evaluated after every epoch: the test set, or this fraction of the training images'),
  })
  .refine(({name, images}) => images === undefined || OF_FILES.includes(name), {
    message: `it is for data sets of photos: ${OF_FILES.join(', ')}`,
    path: ['images'],
  })
  .refine(({name, labels}) => labels === undefined || name === PHOTOS, {
    message: `only ${PHOTOS} take labels from a file: leave it out`,
    path: ['labels'],
  });
