/**
 * Maximum work of one expression for one entity, in steps. A step costs about as much as a node of the expression, well
 * below a microsecond, so the worst expression ends within a few seconds. A glob over five thousand files takes up to a
 * fifth of it, most expressions less than a hundredth. It also limits memory: a list of a million items or a text of
 * sixteen million characters.
 *
 * Steps are counted, not timed: the same expression on the same subject always has the same result.
 */
export const maxSteps = 1_000_000;

/** Number of characters compared, searched or copied in about one step. */
const charactersPerStep = 16;

/** The reason for an expression that does more work than {@link maxSteps}. */
export const tooMuchWork = `The expression does too much work: more than ${maxSteps.toLocaleString('en-US')} steps`;

/*
 * A single instance: CEL quantifiers catch the error of one item and continue with the next, and creating an error
 * with a stack for each would be more work than it prevents.
 */
const exhaustion = new Error(tooMuchWork);

/** Counts the steps of one evaluation of an expression. */
export class Meter {
  #left = maxSteps;

  /** Call before each evaluation. */
  reset(): void {
    this.#left = maxSteps;
  }

  /**
   * Whether the limit was exceeded. CEL operators may have caught the error, so the result of the evaluation does not
   * count then.
   */
  get exhausted(): boolean {
    return this.#left < 0;
  }

  /** @throws Error if there are more steps than allowed */
  charge(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw exhaustion;
    }
  }

  /** Charges for an operation that reads the value once, without nested items. */
  chargeFor(value: unknown): void {
    this.charge(countSteps(value));
  }

  /** Charges for a comparison, which goes into items as far as they are equal. */
  chargeForAll(value: unknown): void {
    this.chargeFor(value);
    if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) {
        this.chargeForAll(item);
      }
    }
  }
}

/** Steps of an operation that reads the value once, without nested items. */
export function countSteps(value: unknown): number {
  if (typeof value === 'string') {
    return value.length / charactersPerStep;
  }
  if (Array.isArray(value)) {
    return value.length;
  }
  if (ArrayBuffer.isView(value)) {
    return value.byteLength / charactersPerStep;
  }
  // The library reads the keys of a map to determine its type.
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length
    : 0;
}
