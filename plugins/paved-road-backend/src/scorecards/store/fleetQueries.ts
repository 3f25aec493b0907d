import {
  AssessmentStatus,
  ChangeCause,
  CheckResultOfEntity,
  CheckState,
  FailingChecks,
  Pattern,
  ScorecardQuery,
  ScorecardSummary,
  Stage,
  StandingId,
  StateCounts,
  SummaryQuery,
} from '@paved-road/plugin-paved-road-common';
import { LastLevelChange } from './lostLevels';
import { LevelSince, StoredResult } from './StoredScorecard';

/** A scorecard in a list, with the ids of its failing checks. */
export interface StoredSummary extends Omit<
  ScorecardSummary,
  'failing' | 'levelHistory' | 'lost'
> {
  /** Lowest level first; at most five. */
  failing: string[];
  levelHistory: LevelSince[];
  /** The last change of the level, up or down; absent if there was none. */
  lastChange?: LastLevelChange;
}

export interface ExportedScorecard extends Omit<
  StoredSummary,
  'levelHistory' | 'lastChange'
> {
  stage?: Stage;
  /** Of all of them, lowest level first. */
  failing: string[];
  waived: Extract<StoredResult, { state: 'waived' }>[];
}

export interface StoredCheckResult extends Omit<CheckResultOfEntity, 'result'> {
  result: StoredResult;
}

/** The failing checks of an entity, lowest level first. */
export interface StoredFailingChecks extends Omit<FailingChecks, 'results'> {
  results: StoredResult[];
}

/** A selection of scorecards. All conditions must hold. */
export interface ScorecardFilter {
  entityRef?: string;
  /** Of the entities, in upper or lower case. */
  kind?: string;
  /** Only these entities. */
  entityRefs?: string[];
  /** Level id, or `none`. */
  level?: string;
  /** Only entities whose level has a lower rank. */
  belowRank?: number;
  owner?: string;
  /** Any of these. */
  owners?: string[];
  /** A group that is the owner or above the owner. */
  team?: string;
  system?: string;
  pattern?: Pattern | 'none';
  stage?: Stage | 'none';
  lifecycle?: string;
  type?: string;
  /** Status of the assessment that counts; with `none`, only what can be assessed. */
  assessment?: AssessmentStatus | 'none';
  /** Standing of the decision in that assessment. */
  standing?: StandingId;
  /** Whether that assessment is approved and stale. */
  stale?: boolean;
  /** A check that alone blocks a higher level. */
  lift?: string;
  check?: string;
  track?: string;
  /** The state of that check or of a check of that track; by default, of any check. */
  state?: CheckState;
  /** Part of the title, name or owner, in upper or lower case. */
  text?: string;
}

/** Part of a sorted list. */
export type ScorecardPage = Pick<ScorecardQuery, 'sort' | 'limit' | 'cursor'>;

export interface ScorecardGroup {
  /** The common value, or `none`. */
  key: string;
  entities: number;
  onTheRoad: number;
  /** Mean, 0..100. */
  score: number;
  levels: Record<string, number>;
  /** Of the check or track of the grouping, or of all checks. */
  states: StateCounts;
  /** By check: number of entities that would level up by passing it, by the level they would reach. */
  lifts?: Record<string, number>;
  /** By owner and team: check results by track and state. */
  tracks?: Record<string, StateCounts>;
  /** By team: whether it has subgroups. */
  hasChildren?: boolean;
}

export interface ScorecardTotals {
  entities: number;
  /** Components and systems. */
  assessable: number;
  /** With an assessment that is submitted or approved. */
  assessed: number;
  approved: number;
  submitted: number;
  onTheRoad: number;
  waived: number;
  /** With a stale approved assessment. */
  stale: number;
}

/** A level that a part of the fleet should reach. */
export interface Goal {
  scope: ScorecardFilter;
  /** Of the level. */
  targetRank: number;
}

/** The number of scorecards in the scope of a goal, in total and with the goal reached. */
export interface GoalProgress {
  total: number;
  reached: number;
}

export interface LevelChanges {
  /** Absent for entities that were evaluated for the first time. */
  from?: string;
  /** Absent for entities whose scorecard was removed. */
  to?: string;
  count: number;
  /** By cause; a change may have several. */
  causes: Partial<Record<ChangeCause, number>>;
}

export interface DayOfScorecards {
  /** ISO 8601, in UTC. */
  date: string;
  levels: Record<string, number>;
  /** Number of entities by the status of their counting assessment. */
  assessments: Partial<Record<AssessmentStatus, number>>;
  /** Entities with a waived check. */
  waived: number;
  /** Entities with a stale approved assessment. */
  stale: number;
  levelChanges: LevelChanges[];
}

/** Scorecards with one stage and pattern, if known. */
export interface PatternCount {
  stage?: Stage;
  pattern?: Pattern;
  entities: number;
}

/** A page of groups, over all scorecards or one kind of entity. */
export type GroupPage = Pick<
  SummaryQuery,
  'kind' | 'parent' | 'limit' | 'cursor'
>;
