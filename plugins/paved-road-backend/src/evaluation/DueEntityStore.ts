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
  /**
   * Marks entities as due, also those that are claimed. Unknown references are allowed. An entity that
   * is to wait for longer already does so.
   */
  mark(entityRefs: string[], options: { dueAt: Date }): Promise<void>;
  /**
   * Claims entities that are due; no other back end gets them before `expiresAt`. Those that something
   * has changed about come before those that a run waits for, and then the oldest ones. Those that are
   * due much later than anything is ever put off are taken as well: the clock was set back.
   */
  claim(options: {
    limit: number;
    now: Date;
    expiresAt: Date;
  }): Promise<DueEntity[]>;
  /** Entities are not due any more, except those that were marked after they were claimed. */
  complete(entities: DueEntity[]): Promise<void>;
  /** What only this run waits for is not due any more. */
  cancel(runId: string): Promise<void>;
}
