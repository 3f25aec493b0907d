/** What an owner is told of one kind. */
export interface SummaryPart {
  /** Entity reference of the group, or the person. */
  owner: string;
  /** All of it in a few words, such as `2 waivers end soon`. */
  headline: string;
  /** A sentence for each of them, the most urgent one first. */
  lines: string[];
  /** Where they see more of it, or do something about it. */
  link: string;
  /** Whether something is worse than it was, and not only due. */
  isUrgent: boolean;
  /** Called once the owner knows it. */
  onTold?: () => Promise<void>;
}

/** The time that a summary is about. */
export interface SummaryPeriod {
  /** What happened until then, an owner knows. */
  sinceOf(owner: string): Date;
  /** The earliest of these times. */
  oldest: Date;
  /** What happens later is told by the next summary. */
  until: Date;
}

/** Finds what is new to owners. */
export interface SummarySource {
  /** At most one of each kind for each owner. */
  find(period: SummaryPeriod): Promise<SummaryPart[]>;
}
