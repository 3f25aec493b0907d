import {
  FactRetriever,
  FactRetrieverContext,
} from '@backstage-community/plugin-tech-insights-node';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';

/** What a retriever says about an entity. */
export interface RetrievedFacts {
  facts: JsonObject;
  /** ISO 8601. */
  timestamp: string;
}

/**
 * How long the result of a run answers for, in milliseconds. A retriever looks at all entities at once, and Paved Road
 * asks for one after the other.
 */
const shared = 60_000;

/** A retriever of Tech Insights, run when somebody asks, at most once a minute. */
export class RetrieverRun {
  readonly retriever: FactRetriever;
  readonly #context: FactRetrieverContext;
  #last?: { at: number; facts: Promise<Map<string, RetrievedFacts>> };

  constructor(retriever: FactRetriever, context: FactRetrieverContext) {
    this.retriever = retriever;
    this.#context = context;
  }

  /**
   * The facts about an entity, not older than a minute.
   *
   * @returns undefined if the retriever says nothing about it
   * @throws what the retriever throws; for a minute, so that it does not fail once for each entity
   */
  async get(entityRef: string): Promise<RetrievedFacts | undefined> {
    const now = Date.now();
    if (!this.#last || now - this.#last.at >= shared) {
      this.#last = { at: now, facts: this.#run() };
      // Whoever asks gets the error; until then nobody has to look at it.
      this.#last.facts.catch(() => {});
    }
    return (await this.#last.facts).get(entityRef);
  }

  async #run(): Promise<Map<string, RetrievedFacts>> {
    const { retriever } = this;
    const found = await retriever.handler({
      ...this.#context,
      logger: this.#context.logger.child({ factRetrieverId: retriever.id }),
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

/** Dates become texts, and what is null or undefined is not known. */
function toJson(facts: object): JsonObject {
  return Object.fromEntries(
    Object.entries(JSON.parse(JSON.stringify(facts))).filter(
      ([, value]) => value !== null,
    ),
  ) as JsonObject;
}
