export interface SummaryPart {
  /** Entity reference of a group or a person. */
  owner: string;
  /** A few words, such as `2 waivers end soon`. */
  headline: string;
  /** A sentence per item, the most urgent one first. */
  lines: string[];
  /** The page with more information. */
  link: string;
  /** Whether something got worse, instead of being due. */
  isUrgent: boolean;
  onSent?: () => Promise<void>;
}

export interface SummaryPeriod {
  sinceOf(owner: string): Date;
  /** The earliest of these times. */
  oldest: Date;
  /** Later events are in the next summary. */
  until: Date;
}

/** Finds news for owners. */
export interface SummarySource {
  /** At most one part per topic and owner. */
  find(period: SummaryPeriod): Promise<SummaryPart[]>;
}
