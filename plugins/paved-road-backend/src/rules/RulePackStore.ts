import { ActiveRulePack } from '@paved-road/plugin-paved-road-common';
import { WantedChanges } from './readRulePackSources';

type Status = ActiveRulePack['status'];

/** Changes from the config, without its key. */
export type StoredChanges = Omit<WantedChanges, 'key'>;

/** Valid content of a rule pack. Times are ISO 8601. */
export interface RulePackContent {
  /** YAML. */
  text: string;
  /** Changes from the config of the back end that activated it. */
  wanted?: StoredChanges;
  /** Of the text and its changes. */
  hash: string;
  name: string;
  version: string;
  activeSince: string;
  /** From the server of the URL, for this text. */
  etag?: string;
}

/** The result of the last read of a source. */
export type RulePackCheck = Pick<Status, 'source' | 'checkedAt' | 'problem'> & {
  /** Of the content that was active then, if any. */
  hash?: string;
  /** Of that content. */
  etag?: string;
};

/** A source of rule packs. */
export interface StoredRulePack extends Omit<Status, 'activeSince'> {
  /** The active content; undefined if the source has never provided a valid pack. */
  content?: RulePackContent;
}

/** The rule packs that are active in all back ends on one database. */
export interface StoredRules {
  /** Increases with each activation. */
  revision: number;
  /** {@link ScorecardRules.hash}; undefined before the first activation. */
  hash?: string;
  /** In the order in which they are compiled. */
  packs: StoredRulePack[];
}

/** Stores the last good content of each rule pack. */
export interface RulePackStore {
  /** A cheap check for changes. */
  revision(): Promise<number>;
  get(): Promise<StoredRules>;
  /**
   * Activates these rules and forgets all other sources.
   *
   * @returns false, without a change, if the revision is no longer `expectedRevision`
   */
  activate(
    rules: Omit<StoredRules, 'revision'>,
    expectedRevision: number,
  ): Promise<boolean>;
  /**
   * Stores the results of reading without changing the active content. Sources whose content has changed are skipped.
   */
  record(checks: RulePackCheck[]): Promise<void>;
}

/** Whether the same content of the same sources is active, in the same order. */
export function samePacks(a: StoredRulePack[], b: StoredRulePack[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ source, origin, content }, index) =>
        source === b[index].source &&
        origin === b[index].origin &&
        content?.hash === b[index].content?.hash,
    )
  );
}

/** The stored result of a read that changes no active content. */
export function toCheck(pack: StoredRulePack): RulePackCheck {
  const { source, checkedAt, problem, content } = pack;
  return {
    source,
    checkedAt,
    problem,
    hash: content?.hash,
    etag: content?.etag,
  };
}
