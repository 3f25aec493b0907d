/** The part of a summary about one topic. */
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
  /** Called after the summary was sent. */
  onSent?: () => Promise<void>;
}

/** The period of a summary. */
export interface SummaryPeriod {
  /** The end of the last summary of an owner. */
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
