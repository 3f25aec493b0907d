/**
 * Keeps retries to a tenth of the calls, after the first ten: while a provider is down, everybody who tries again
 * makes it worse.
 */
export class RetryBudget {
  static readonly #burst = 10;
  #retries = RetryBudget.#burst;

  called(): void {
    this.#retries = Math.min(RetryBudget.#burst, this.#retries + 0.1);
  }

  /** Takes one retry, and returns whether there was one. */
  take(): boolean {
    const has = this.#retries >= 1;
    this.#retries -= has ? 1 : 0;
    return has;
  }
}
