import { JsonObject } from '@backstage/types';

/** Facts of a retriever about an entity, as Tech Insights recorded them. */
export interface RecordedFacts {
  /** Id of the retriever. */
  id: string;
  version: string;
  entityRef: string;
  timestamp: Date;
  facts: JsonObject;
}

/** What Tech Insights has recorded in its database. Nothing is written to it. */
export interface FactHistory {
  /** References of the entities that it has facts about, in their order, from the one after `after`. */
  listEntities(after: string | undefined, limit: number): Promise<string[]>;
  /** All facts about an entity, oldest first, read page by page. */
  listFacts(query: {
    entityRef: string;
    /** Ids of retrievers; all of them by default. */
    ids?: string[];
    from?: Date;
    /** Inclusive. */
    to?: Date;
  }): AsyncIterable<RecordedFacts>;
}
