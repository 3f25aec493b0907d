/** What one draft may cost. */
export interface DraftLimits {
  /** Input and output of all calls. */
  tokensPerRequest: number;
  outputTokensPerCall: number;
  callsPerRequest: number;
}

/** What is left for one draft. A call is made only if all that it may cost fits. */
export class DraftBudget {
  readonly #limits: DraftLimits;
  #calls = 0;
  #tokens = 0;

  constructor(limits: DraftLimits) {
    this.#limits = limits;
  }

  get calls(): number {
    return this.#calls;
  }

  /** Takes a call out of the budget, and returns whether it may be made. */
  take(inputTokens: number): boolean {
    const { callsPerRequest, tokensPerRequest, outputTokensPerCall } = this.#limits;
    const fits =
      this.#calls < callsPerRequest &&
      this.#tokens + inputTokens + outputTokensPerCall <= tokensPerRequest;
    this.#calls += fits ? 1 : 0;
    return fits;
  }

  /** Takes out what the call has cost; a provider may count more than was expected. */
  spend(tokens: number): void {
    this.#tokens += tokens;
  }
}
