/** Keeps results of work for a while, so that several callers share them, also while it is in progress. @public */
export class SharedResults<T> {
  /** Oldest first. */
  readonly #kept = new Map<string, { result: Promise<T>; until: number }>();

  /** @param most - how many results are kept; the oldest make room */
  constructor(private readonly most: number) {}

  /**
   * Returns the result for a key, after the work if there is none.
   *
   * @param keptFor - how long in milliseconds; gets the error if the work failed
   * @throws the error of the work
   */
  async get(
    key: string,
    work: () => Promise<T>,
    keptFor: (error?: unknown) => number,
  ): Promise<T> {
    const known = this.#kept.get(key);
    if (known && known.until > Date.now()) {
      return await known.result;
    }
    const kept = { result: work(), until: Infinity };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (this.#kept.size > this.most) {
      this.#kept.delete(this.#kept.keys().next().value!);
    }
    try {
      const result = await kept.result;
      kept.until = Date.now() + keptFor();
      return result;
    } catch (error) {
      kept.until = Date.now() + keptFor(error);
      throw error;
    }
  }
}
