import { ChangeCause } from '@paved-road/plugin-paved-road-common';
import { ScorecardFilter } from '../scorecards/store/ScorecardStore';

/** A change of the level of a service that has an owner. */
export interface LevelChange {
  owner: string;
  entityRef: string;
  /** Title or name of the entity. */
  title: string;
  /** Level ids. */
  from: string;
  to: string;
  /** The one that the service has now, which may have changed again since. */
  current: string;
  causes: ChangeCause[];
  at: Date;
}

/** What became of a waiver of a service that has an owner. */
export interface WaiverOutcome {
  owner: string;
  entityRef: string;
  /** Title or name of the entity. */
  entityTitle: string;
  checkId: string;
  /** `lapsed` where nobody decided on a request in time. */
  outcome: 'approved' | 'rejected' | 'revoked' | 'expired' | 'lapsed';
  at: Date;
}

/** A time: after one moment, up to another one. */
export interface Period {
  after: Date;
  until: Date;
}

/** Reads what happened to services, whoever may see them, with those who own them now. One query each. */
export interface NewsStore {
  /** In the order in which they happened; without what was imported as history. */
  levelChanges(period: Period): Promise<LevelChange[]>;

  /** In the order in which it happened. */
  waiverOutcomes(period: Period): Promise<WaiverOutcome[]>;

  /** How many services match, by owner; those without an owner are left out. */
  countByOwner(filter: ScorecardFilter): Promise<Map<string, number>>;
}
