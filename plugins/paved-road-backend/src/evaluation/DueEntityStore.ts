/** An entity that this back end evaluates now; another one does so when the claim expires. */
export interface DueEntity {
  entityRef: string;
  /** The run that waits for it. */
  runId?: string;
  /** Tells this claim from others, and from an entity that became due again in the meantime. */
  token: string;
}

/**
 * Keeps which entities are to be evaluated because something about them has changed. As in the catalog's
 * own processing, a claim moves the time at which an entity is due, so that another back end takes over
 * where the one that claimed it dies.
 */
export interface DueEntityStore {
  /** Marks entities as due, also those that are claimed. Unknown references are allowed. */
  mark(
    entityRefs: string[],
    options: { dueAt: Date; runId?: string },
  ): Promise<void>;
  /** Marks all entities of the index; returns how many. */
  markAll(options: { dueAt: Date; runId: string }): Promise<number>;
  /** Claims entities that are due, oldest first; no other back end gets them before `expiresAt`. */
  claim(options: {
    limit: number;
    now: Date;
    expiresAt: Date;
  }): Promise<DueEntity[]>;
  /** Entities are not due any more, except those that were marked after they were claimed. */
  complete(entities: DueEntity[]): Promise<void>;
  /** What a run waits for is not due any more. */
  cancel(runId: string): Promise<void>;
  /** How many entities a run waits for. */
  countOf(runId: string): Promise<number>;
}
