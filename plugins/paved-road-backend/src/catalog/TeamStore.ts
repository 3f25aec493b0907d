/** A group of the catalog with its place in the organisation. */
export interface Team {
  entityRef: string;
  /** Absent at the top. */
  parentRef?: string;
}

/** Stores the hierarchy of groups, for rolling up figures. */
export interface TeamStore {
  /** Inserts or refreshes groups and marks them as seen by the given sync. */
  upsert(teams: Team[], syncId: string): Promise<void>;
  /** Removes groups that neither the given sync nor a later one saw. */
  removeUnseen(syncId: string): Promise<void>;
}
