/** Colours that are told apart; `tokens.css` has them. */
const COLORS = 6;

/** The class of the colour of the run at a place of the list, which is also its variable: `series-1`. */
export function seriesOf(index: number): string {
  return `series-${(index % COLORS) + 1}`;
}
