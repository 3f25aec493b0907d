/** A group of the catalog with its place in the organisation. */
export interface Team {
  entityRef: string;
  /** Absent at the top. */
  parentRef?: string;
}

/** Keeps the hierarchy of groups, to sum up figures along it. */
export interface TeamStore {
  /** Inserts or refreshes groups and marks them as seen by the given sync. */
  upsert(teams: Team[], syncId: string): Promise<void>;
  /** Removes what neither the given sync nor a later one saw. */
  removeUnseen(syncId: string): Promise<void>;
}
