/** The state in `GET /readyz`. */
export type ReadinessState = 'starting' | 'ready' | 'stopping';

/** Whether the process should be sent requests. It starts, is ready, and stops; there is no way back. */
export class Readiness {
  #state: ReadinessState = 'starting';

  get state(): ReadinessState {
    return this.#state;
  }

  /** Everything that a request needs is warm. Has no effect on a process that is stopping. */
  ready(): void {
    if (this.#state === 'starting') {
      this.#state = 'ready';
    }
  }

  /** No new requests from now on. */
  stopping(): void {
    this.#state = 'stopping';
  }
}
