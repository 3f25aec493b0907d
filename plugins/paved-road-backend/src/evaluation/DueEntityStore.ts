/** An entity that this back end evaluates now. When the claim expires, another back end takes over. */
export interface DueEntity {
  entityRef: string;
  /** The run that waits for it. */
  runId?: string;
  /** Tells this claim from others, and from an entity that became due again in the meantime. */
  token: string;
}

/**
 * Stores which entities are due for evaluation because something about them changed. As in the catalog's own
 * processing, a claim moves the time at which an entity is due, so that another back end takes over if the claiming
 * one dies.
 */
export interface DueEntityStore {
  /**
   * Marks entities as due, even claimed ones. Unknown references are allowed. An entity that already waits longer
   * keeps waiting.
   */
  mark(entityRefs: string[], options: { dueAt: Date }): Promise<void>;
  /**
   * Claims entities that are due; no other back end gets them before `expiresAt`. Changed entities come before those
   * that a run waits for, then the oldest. Entities due later than any delay allows are claimed as well: the clock
   * was set back.
   */
  claim(options: {
    limit: number;
    now: Date;
    expiresAt: Date;
  }): Promise<DueEntity[]>;
  /** Clears claimed entities, except those that were marked again after the claim. */
  complete(entities: DueEntity[]): Promise<void>;
  /** Clears entities that only this run waits for. */
  cancel(runId: string): Promise<void>;
}
