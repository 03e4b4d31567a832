/** The id that stands for the network that comes with the site; stored ones have others. */
export const SHIPPED = '';
