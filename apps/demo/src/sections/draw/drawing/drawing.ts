/** A place on the paper: both from 0, left or top, to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the pen drew from where it was put down to where it was lifted; a single point is a dot. */
export type Stroke = readonly Point[];

/** All strokes, in the order in which they were drawn. */
export type Drawing = readonly Stroke[];

/** Width of the pen, in parts of the paper's. */
export const PEN_WIDTH = 0.075;
