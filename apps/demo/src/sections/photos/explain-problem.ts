import {messages} from './messages.js';

/** Words for an error of the worker: a Problem by its code, anything else by what it says. */
export function explainProblem({name, message}: Error): string {
  const t = messages();
  const known = Object.entries(t.problems).find(([code]) => code === name);
  return known ? known[1]({about: message}) : t.unknownProblem({reason: message});
}
