/** Thrown if an expression reads an unknown value. */
export class UnknownValueError extends Error {
  constructor(
    reason: string,
    /** The name of the fact, if the value is one. */
    readonly fact?: string,
    /** The reason without a place, if the value comes from a finding. */
    readonly problem = reason,
    readonly place?: { file: string; line: number },
  ) {
    super(reason);
  }
}
