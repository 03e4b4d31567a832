/** Lets a loop wait while it is closed. */
export class Gate {
  #opened: Promise<void> = Promise.resolve();
  #open = () => {};

  /** Whoever passes now waits until it opens. */
  close(): void {
    this.open();
    this.#opened = new Promise(resolve => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open();
  }

  /** Resolves when the gate is open. */
  pass(): Promise<void> {
    return this.#opened;
  }
}
