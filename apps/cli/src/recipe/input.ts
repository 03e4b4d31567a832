/** `T` as its author writes it: only the fields `Needed` are required, the others have defaults or may be absent. */
export type Input<T, Needed extends keyof T> = Pick<T, Needed> & {
  [K in Exclude<keyof T, Needed>]?: T[K] | undefined;
};
