/** A former entity: another one has its name now. */
export interface Orphan {
  entityRef: string;
  uid: string;
}

/** A former entity with its archived records. */
export interface OrphanedRecords extends Orphan {
  /** ISO 8601. */
  orphanedAt: string;
  assessments: number;
  waivers: number;
  /** Days with changes in the history of the scorecard. */
  historyDays: number;
}

export interface OrphanSelection {
  /** All if undefined. */
  entityRefs?: string[];
  /** Only entities that were orphaned since then. */
  since?: Date;
}

export interface AdoptedRecords {
  entityRefs: string[];
  assessments: number;
  waivers: number;
}
