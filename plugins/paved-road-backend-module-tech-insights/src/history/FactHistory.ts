import { JsonObject } from '@backstage/types';

/** Facts of a retriever about an entity, as Tech Insights recorded them. */
export interface RecordedFacts {
  id: string;
  version: string;
  entityRef: string;
  timestamp: Date;
  facts: JsonObject;
}

/** Read access to the recorded facts of Tech Insights. */
export interface FactHistory {
  /** Lists references of entities with facts, in order, after `after`. */
  listEntities(after: string | undefined, limit: number): Promise<string[]>;
  /** Yields all facts about an entity, oldest first. */
  listFacts(query: {
    entityRef: string;
    /** Ids of retrievers. Default: all. */
    ids?: string[];
    from?: Date;
    /** Inclusive. */
    to?: Date;
  }): AsyncIterable<RecordedFacts>;
}
