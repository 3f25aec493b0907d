import {
  FactRetriever,
  FactRetrieverContext,
} from '@backstage-community/plugin-tech-insights-node';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  durationToMilliseconds,
  HumanDuration,
  JsonObject,
} from '@backstage/types';
import { SharedResults } from '@paved-road/plugin-paved-road-node';

export interface RetrievedFacts {
  facts: JsonObject;
  /** ISO 8601. */
  timestamp: string;
}

/**
 * Lifetime of the result of a run in milliseconds. A retriever reads all entities at once, but Paved Road asks for one
 * after the other.
 */
const shared = 60_000;

type Found = Map<string, RetrievedFacts>;

/** Runs a retriever of Tech Insights on demand, at most once a minute and not concurrently. */
export class RetrieverRun {
  readonly retriever: FactRetriever;
  readonly #timeout: number;
  readonly #found = new SharedResults<Found>(1);

  /** @param timeout - time limit of a run */
  constructor(
    retriever: FactRetriever,
    private readonly context: FactRetrieverContext,
    timeout: HumanDuration,
  ) {
    this.retriever = retriever;
    this.#timeout = durationToMilliseconds(timeout);
  }

  /**
   * @returns the facts about an entity from a run within the last minute
   *
   * @returns undefined if the retriever has none
   * @throws the error of the retriever, or an Error if it takes too long; cached for a minute, so that it does not run
   * again for each entity
   */
  async get(entityRef: string): Promise<RetrievedFacts | undefined> {
    const found = await this.#found.get(
      this.retriever.id,
      () => this.#runInTime(),
      () => shared,
    );
    return found.get(entityRef);
  }

  /** Retrievers cannot be stopped. A slow one keeps running. */
  async #runInTime(): Promise<Found> {
    let timer: NodeJS.Timeout;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `The fact retriever ${this.retriever.id} has not answered within ${this.#timeout / 1_000} seconds`,
            ),
          ),
        this.#timeout,
      );
    });
    return await Promise.race([this.#run(), late]).finally(() =>
      clearTimeout(timer),
    );
  }

  async #run(): Promise<Found> {
    const { retriever } = this;
    const found = await retriever.handler({
      ...this.context,
      logger: this.context.logger.child({ factRetrieverId: retriever.id }),
      entityFilter: retriever.entityFilter,
    });
    const now = new Date().toISOString();
    return new Map(
      found.map(({ entity, facts, timestamp }) => [
        stringifyEntityRef(entity),
        { facts: toJson(facts), timestamp: timestamp?.toISO() ?? now },
      ]),
    );
  }
}

/** Dates become strings; null and undefined mean unknown. */
function toJson(facts: object): JsonObject {
  return Object.fromEntries(
    Object.entries(JSON.parse(JSON.stringify(facts))).filter(
      ([, value]) => value !== null,
    ),
  ) as JsonObject;
}
