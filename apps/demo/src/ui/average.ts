/** A running mean that forgets: each value counts `1 - memory`, those before it the rest. Unbiased from the start. */
export class Average {
  #sum = 0;
  #weight = 0;

  /** @param memory From 0, only the last value, to nearly 1. */
  constructor(private readonly memory: number) {}

  /** Takes a value in and gives the mean. */
  add(value: number): number {
    this.#sum = this.memory * this.#sum + (1 - this.memory) * value;
    this.#weight = this.memory * this.#weight + (1 - this.memory);
    return this.#sum / this.#weight;
  }
}
