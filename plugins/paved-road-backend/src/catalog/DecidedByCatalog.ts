import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { PAGE_SIZE } from './readTraits';

const KEPT_MILLISECONDS = 30_000;
/** From the begin of a query until a request starts the next one and does not wait for it. */
const REFRESH_MILLISECONDS = 20_000;
/** References can be as many as the fleet has. */
const MOST_SETS = 100;
const ATTEMPTS = 3;

/** A set of references that was read while the policy changed its mind. */
class DecisionChanged extends Error {}

interface Answer {
  beganAt: number;
  entityRefs: Promise<readonly string[]>;
  isRefreshed: boolean;
}

/**
 * Finds visible entities by asking the catalog for all of them, as somebody who may see them. For rules that only the
 * catalog knows. Callers with equal decisions share the answer for 30 seconds.
 */
export class DecidedByCatalog {
  readonly #sets: LRUCache<string, Answer>;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      /** A caller's current decision by the policy; the same for equal decisions. */
      keyFor: (credentials: BackstageCredentials) => Promise<string>;
      now: () => number;
    },
  ) {
    this.#sets = new LRUCache({
      max: MOST_SETS,
      ttl: KEPT_MILLISECONDS,
      ttlResolution: 0,
      ttlAutopurge: true,
      perf: { now: options.now },
    });
  }

  /** @param key - the policy's decision for the caller */
  async select(
    kinds: string[],
    key: string,
    credentials: BackstageCredentials,
  ): Promise<readonly string[]> {
    let current = key;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return await this.#shared(kinds, current, credentials);
      } catch (error) {
        if (!(error instanceof DecisionChanged)) {
          throw error;
        }
        current = await this.options.keyFor(credentials);
      }
    }
    throw new ServiceUnavailableError(
      'The permissions to read entities change too fast; try again',
    );
  }

  async #shared(
    kinds: string[],
    key: string,
    credentials: BackstageCredentials,
  ): Promise<readonly string[]> {
    const id = JSON.stringify([kinds, key]);
    const beganAt = this.options.now();
    const cached = this.#sets.get(id);
    if (
      cached &&
      (cached.isRefreshed || beganAt < cached.beganAt + REFRESH_MILLISECONDS)
    ) {
      return await cached.entityRefs;
    }
    const entityRefs = this.#query(kinds, key, credentials);
    const answer = { beganAt, entityRefs, isRefreshed: false };
    if (cached) {
      cached.isRefreshed = true;
      entityRefs.then(
        () => this.#sets.set(id, answer, { start: beganAt }),
        // The request after the answer has expired reports it.
        () => {},
      );
      return await cached.entityRefs;
    }
    this.#sets.set(id, answer);
    entityRefs.catch(() => {
      if (this.#sets.get(id) === answer) {
        this.#sets.delete(id);
      }
    });
    return await entityRefs;
  }

  /*
   * The catalog asks the policy again for each page. If that said something else meanwhile, others with the decision
   * of before must not get the answer.
   */
  async #query(
    kinds: string[],
    key: string,
    credentials: BackstageCredentials,
  ): Promise<readonly string[]> {
    const fields = ['kind', 'metadata.namespace', 'metadata.name'];
    const entityRefs: string[] = [];
    const pages = this.options.catalog.streamEntities(
      { filter: { kind: kinds }, fields, pageSize: PAGE_SIZE },
      { credentials },
    );
    for await (const page of pages) {
      entityRefs.push(...page.map(entity => stringifyEntityRef(entity)));
    }
    if ((await this.options.keyFor(credentials)) !== key) {
      throw new DecisionChanged();
    }
    return Object.freeze(entityRefs);
  }
}
