import {type Language, language} from './language.js';

/** A text, or a function that makes one of values. */
type Message = string | ((values: never) => string);

/** The shape of messages without their words: every language has to have it. */
type Shape<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer V) => string
    ? (...values: V) => string
    : T[K] extends string
      ? string
      : Shape<T[K]>;
};

interface MessageTree {
  readonly [key: string]: Message | MessageTree;
}

/**
 * The texts of a part of the site in all languages. English decides what there is; the others must have the same.
 *
 * @returns A function that gives the texts in the language of the page. A component that calls it follows the language.
 */
export function defineMessages<const T extends MessageTree>({en, zh}: {en: T; zh: Shape<NoInfer<T>>}): () => Shape<T> {
  // T is its own shape, which TypeScript cannot see while T is open.
  const all: Record<Language, Shape<T>> = {en: en as unknown as Shape<T>, zh};
  return () => all[language.value];
}
