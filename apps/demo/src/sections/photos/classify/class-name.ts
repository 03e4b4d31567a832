import {messages} from '../messages.js';

/** The name of a class in the language of the page, where it is one of the networks that come with the site. */
export function className(name: string): string {
  const {names} = messages();
  return Object.entries(names).find(([key]) => key === name)?.[1] ?? name;
}
