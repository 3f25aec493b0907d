import {
  AssessmentStatus,
  CheckResult,
  CheckState,
  Evaluation,
  Page,
  Pattern,
  ScorecardQuery,
  ScorecardSummary,
  StateCounts,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';
import { VisibleEntities } from '../catalog/types';

/** The scorecard of an entity as it comes out of an evaluation. */
export interface EvaluatedScorecard extends Evaluation {
  entityRef: string;
  /** Title, or name where there is none; lists are sorted by it. */
  title: string;
  name: string;
  owner?: string;
  /** The pattern that the entity declares, or that was decided for it. */
  pattern?: Pattern;
  /** Status of the assessment that counts. */
  assessmentStatus?: AssessmentStatus;
  /** ISO 8601; when the evaluation began to read what it is based on. */
  evaluatedAt: string;
}

type WithoutDefinition<T> = T extends CheckResult
  ? Omit<T, 'title' | 'level' | 'weight' | 'remediation'>
  : never;

/** A result without what the definition of its check says. */
export type StoredResult = WithoutDefinition<CheckResult>;

/** What is kept of a scorecard. */
export interface StoredScorecard extends Omit<
  Evaluation,
  'levelRank' | 'results'
> {
  entityRef: string;
  /** Lowest level first, then in the order of packs and files. */
  results: StoredResult[];
  evaluatedAt: string;
}

/** A scorecard in a list, with the ids of its failing checks. */
export interface StoredSummary extends Omit<ScorecardSummary, 'failing'> {
  /** Lowest level first; at most five. */
  failing: string[];
}

/** Which scorecards to list. Conditions add up. */
export interface ScorecardFilter {
  /** Level id, or `none`. */
  level?: string;
  owner?: string;
  system?: string;
  pattern?: Pattern | 'none';
  /** A check that has a result. */
  check?: string;
  /** The state of that check, or of any where none is given. */
  state?: CheckState;
  /** Part of the title, name or owner, in upper or lower case. */
  text?: string;
}

/** Part of a sorted list. */
export type ScorecardPage = Pick<ScorecardQuery, 'sort' | 'limit' | 'cursor'>;

/** Scorecards that have something in common. */
export interface ScorecardGroup {
  /** What they have in common; `none` where they have none of it. */
  key: string;
  entities: number;
  onTheRoad: number;
  /** Mean, 0..100. */
  score: number;
  /** How many entities are at each level. */
  levels: Record<string, number>;
  /** Of the check or track that they are grouped by, else of all checks. */
  states: StateCounts;
}

/** Figures over scorecards. */
export interface ScorecardTotals {
  entities: number;
  assessed: number;
  approved: number;
  submitted: number;
  onTheRoad: number;
  waived: number;
}

/** Keeps the scorecards of the entities in the index. */
export interface ScorecardStore {
  /**
   * Keeps scorecards in place of earlier ones of the same entities. A result keeps its `since` while
   * its state does not change. An evaluation that began before the one that is stored changes
   * nothing, and neither does one of an entity that is not in the index.
   */
  save(scorecards: EvaluatedScorecard[]): Promise<void>;

  get(entityRef: string): Promise<StoredScorecard | undefined>;

  /** @throws InputError when the cursor is not one of a list that is sorted like this */
  list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>>;

  /** @param targetRank - rank of the level from which on an entity is on the road */
  summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
  ): Promise<{ totals: ScorecardTotals; groups: ScorecardGroup[] }>;

  remove(entityRefs: string[]): Promise<void>;
}
