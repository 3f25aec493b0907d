import { ActiveRulePack } from '@paved-road/plugin-paved-road-common';

type Status = ActiveRulePack['status'];

/** A content of a rule pack that is valid. Times are ISO 8601. */
export interface RulePackContent {
  /** YAML. */
  text: string;
  /** Of the text. */
  digest: string;
  name: string;
  version: string;
  activeSince: string;
  /** As the server of a URL gave it for this text. */
  etag?: string;
}

/** How the last read of a source went. */
export type RulePackCheck = Pick<Status, 'source' | 'checkedAt' | 'problem'> & {
  /** Of the content that was active then, if any. */
  digest?: string;
  /** Of that content. */
  etag?: string;
};

/** A source of rule packs. */
export interface StoredRulePack extends Omit<Status, 'activeSince'> {
  /** What is active; undefined for a source that has not given a valid pack. */
  content?: RulePackContent;
}

/** The rule packs that are active in all back ends on one database. */
export interface StoredRules {
  /** Grows with each activation. */
  revision: number;
  /** Of the rules, as {@link ScorecardRules} has it; undefined before the first activation. */
  digest?: string;
  /** In the order in which they are compiled. */
  packs: StoredRulePack[];
}

/** Keeps the last good content of each rule pack. */
export interface RulePackStore {
  /** Cheap, to find out whether there is something new. */
  revision(): Promise<number>;
  get(): Promise<StoredRules>;
  /**
   * Makes these rules the active ones, and forgets all sources that they do not have.
   *
   * @returns false, and nothing changed, when the revision is not `expectedRevision` any more
   */
  activate(
    rules: Omit<StoredRules, 'revision'>,
    expectedRevision: number,
  ): Promise<boolean>;
  /**
   * Keeps how reading went, while what is active stays. Sources with other content by now are
   * left as they are.
   */
  record(checks: RulePackCheck[]): Promise<void>;
  /**
   * Counts reads in a row by back ends that would have other rules; starts again with `agrees`, and with
   * each activation.
   *
   * @returns the count
   */
  countDissent(agrees: boolean): Promise<number>;
}
