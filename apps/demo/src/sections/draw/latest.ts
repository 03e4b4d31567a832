/** Does work on the latest of what comes; what was overtaken while it worked is skipped. */
export class Latest<Input, Output> {
  #busy = false;
  #next: {input: Input} | undefined;

  /** @param onDone Called with what came of each input that was worked on, in their order. */
  constructor(
    private readonly work: (input: Input) => Promise<Output>,
    private readonly onDone: (output: Output, input: Input) => void,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Takes the next input, in the place of one that waits. */
  take(input: Input): void {
    this.#next = {input};
    if (!this.#busy) this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#next) {
      const {input} = this.#next;
      this.#next = undefined;
      await this.work(input).then(
        output => this.onDone(output, input),
        error => this.onError(error as Error),
      );
    }
    this.#busy = false;
  }
}
