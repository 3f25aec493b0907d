import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { TriedRules } from '../rules/types';
import { FleetComparison } from './FleetComparison';
import { NewPreview, StoredPreview } from './StoredPreview';
import { PreviewStore } from './PreviewStore';

/** Concurrent previews per back end; each keeps a processor busy. */
const MOST_RUNNING = 3;

interface Run {
  requestedBy: string;
  abort: AbortController;
  done: Promise<void>;
}

export class PreviewRunner {
  readonly #runs = new Map<string, Run>();

  constructor(
    private readonly options: {
      store: PreviewStore;
      fleet: FleetComparison;
      logger: LoggerService;
    },
  ) {}

  /**
   * Starts a preview and cancels the running one of the same person.
   *
   * @throws ServiceUnavailableError if too many others are running
   */
  async start(preview: NewPreview, rules: TriedRules): Promise<StoredPreview> {
    const others = [...this.#runs.values()].filter(
      ({ requestedBy, abort }) =>
        requestedBy !== preview.requestedBy && !abort.signal.aborted,
    );
    if (others.length >= MOST_RUNNING) {
      throw new ServiceUnavailableError(
        `${MOST_RUNNING} previews are running; try again when one has ended`,
      );
    }
    const stored = await this.options.store.start(preview);
    for (const [id, { requestedBy }] of this.#runs) {
      if (requestedBy === preview.requestedBy) {
        this.abort(id);
      }
    }
    const abort = new AbortController();
    const done = this.#run(stored.id, rules, abort.signal).finally(() =>
      this.#runs.delete(stored.id),
    );
    this.#runs.set(stored.id, {
      requestedBy: preview.requestedBy,
      abort,
      done,
    });
    return stored;
  }

  /** Waits until a preview of this back end has ended, up to a limit. */
  async wait(id: string, milliseconds: number): Promise<void> {
    const timeout = new AbortController();
    const { signal } = timeout;
    await Promise.race([
      this.#runs.get(id)?.done,
      sleep(milliseconds, undefined, { signal }).catch(() => {}),
    ]);
    timeout.abort();
  }

  /** Stops computing an ended preview; other back ends notice at their next page. */
  abort(id: string): void {
    this.#runs.get(id)?.abort.abort();
  }

  /** Ends all of them. */
  async stop(): Promise<void> {
    const runs = [...this.#runs];
    runs.forEach(([id]) => this.abort(id));
    await Promise.all(runs.map(([, { done }]) => done));
  }

  /** Never fails. */
  async #run(
    id: string,
    rules: TriedRules,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      for await (const { looked, services } of this.options.fleet.pages(
        rules,
        signal,
      )) {
        const state = await this.options.store.advance(id, {
          done: looked,
          services,
        });
        if (state !== 'running') {
          return;
        }
      }
      await this.options.store.end(id, { state: 'finished' });
    } catch (error) {
      await this.#fail(id, signal, toError(error));
    }
  }

  async #fail(id: string, signal: AbortSignal, error: Error): Promise<void> {
    if (!signal.aborted) {
      this.options.logger.error('A preview of a rule pack failed', error);
    }
    try {
      // A cancelled one has already ended. Callers must not see messages of the database or the catalog.
      await this.options.store.end(id, {
        state: 'failed',
        problem: signal.aborted
          ? 'The back end that computed it was stopped; start it again.'
          : 'It could not be computed; see the log of the back end, and start it again.',
      });
    } catch {
      // Without a database, readers notice after a while that nothing computes it.
    }
  }
}
