/** Height and width of a digit of MNIST. It stands alone: the page needs no more of how digits are prepared. */
export const SIZE = 28;
