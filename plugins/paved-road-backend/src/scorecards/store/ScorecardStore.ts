import {
  AssessmentStatus,
  ChangeCause,
  CheckResult,
  CheckResultOfEntity,
  CheckState,
  Evaluation,
  Lift,
  Page,
  Pattern,
  ScorecardQuery,
  ScorecardSummary,
  ScorecardTransition,
  Stage,
  StateCounts,
  SummaryGrouping,
  SummaryQuery,
} from '@paved-road/plugin-paved-road-common';
import { VisibleEntities } from '../../catalog/types';

/** The scorecard of an entity, fresh from an evaluation. */
export interface EvaluatedScorecard extends Evaluation {
  entityRef: string;
  /** Title, or name where there is none; lists are sorted by it. */
  title: string;
  name: string;
  owner?: string;
  system?: string;
  /** `spec.lifecycle` and `spec.type` in the catalog. */
  lifecycle?: string;
  type?: string;
  /** The pattern that the entity declares, or that was decided for it. */
  pattern?: Pattern;
  /** Status of the assessment that counts. */
  assessmentStatus?: AssessmentStatus;
  /** Whether that assessment is approved and stale. */
  stale: boolean;
  /** Stage of the product by that assessment. */
  stage?: Stage;
  /** The only check that blocks a higher level. */
  lift?: Lift;
  /** ISO 8601; when the evaluation began to read what it is based on. */
  evaluatedAt: string;
}

type WithoutDefinition<T> = T extends CheckResult
  ? Omit<T, 'title' | 'level' | 'weight' | 'facts' | 'remediation'> & {
      /** Values for the form of the template that fixes it. */
      templateValues?: Record<string, string>;
    }
  : never;

/** A result without the definition of its check. */
export type StoredResult = WithoutDefinition<CheckResult>;

/** Hashes of the inputs of a scorecard. If all are equal, so is the result. */
export type InputHashes = Record<ChangeCause, string>;

/** The known state of a stored scorecard before its entity is looked at again. */
export interface KnownScorecard {
  /** Counts how often it was saved. */
  revision: number;
  inputs: InputHashes;
  /** Whether it has all columns of this version; if not, an earlier version saved it last. */
  isComplete: boolean;
}

/** A scorecard to save. */
export interface ScorecardChange {
  scorecard: EvaluatedScorecard;
  inputs: InputHashes;
  /** Which inputs differ; empty for the first evaluation of an entity. */
  causes: ChangeCause[];
  /** Revision of the scorecard that it replaces, from before the inputs were read; absent for the first one. */
  revision?: number;
}

/** Why scorecards are removed. */
export interface Removal {
  causes: ChangeCause[];
  /** Now where it is absent. */
  at?: Date;
}

/** A stored scorecard. */
export interface StoredScorecard extends Omit<
  Evaluation,
  'levelRank' | 'results'
> {
  entityRef: string;
  /** Lowest level first, then in the order of packs and files. */
  results: StoredResult[];
  evaluatedAt: string;
}

/** A level and the time since which an entity had it; ISO 8601. */
export interface LevelSince {
  level: string;
  at: string;
}

/** A scorecard in a list, with the ids of its failing checks. */
export interface StoredSummary extends Omit<
  ScorecardSummary,
  'failing' | 'levelHistory'
> {
  /** Lowest level first; at most five. */
  failing: string[];
  levelHistory: LevelSince[];
}

/** A scorecard in an export. */
export interface ExportedScorecard extends Omit<StoredSummary, 'levelHistory'> {
  stage?: Stage;
  /** Of all of them, lowest level first. */
  failing: string[];
  waived: Extract<StoredResult, { state: 'waived' }>[];
}

/** The result of a check for an entity. */
export interface StoredCheckResult extends Omit<CheckResultOfEntity, 'result'> {
  result: StoredResult;
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
  /** Whether that assessment is approved and stale. */
  stale?: boolean;
  /** A check that alone blocks a higher level. */
  lift?: string;
  /** A check that has a result. */
  check?: string;
  /** A track that has a result. */
  track?: string;
  /** The state of that check or of a check of that track; by default, of any check. */
  state?: CheckState;
  /** Part of the title, name or owner, in upper or lower case. */
  text?: string;
}

/** The result of an import of earlier levels. */
export interface ImportedLevels {
  /** Entities with a longer history than before. */
  entityRefs: string[];
  /** Levels left out because the entity has no scorecard. */
  withoutScorecard: number;
  /** Levels left out because the history of the entity had already begun. */
  late: number;
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
  /** By check: how many entities would rise if they passed it, by the level that they would reach. */
  lifts?: Record<string, number>;
  /** By owner and team: check results by track, and there by state. */
  tracks?: Record<string, StateCounts>;
  /** By team: whether there are groups below it. */
  hasChildren?: boolean;
}

/** Figures over scorecards. */
export interface ScorecardTotals {
  entities: number;
  /** Of components and systems, which can be assessed. */
  assessable: number;
  /** With an assessment that is submitted or approved. */
  assessed: number;
  approved: number;
  submitted: number;
  onTheRoad: number;
  waived: number;
  /** With an approved assessment that should be looked at again. */
  stale: number;
}

/** A level that a part of the fleet is to reach. */
export interface Goal {
  scope: ScorecardFilter;
  /** Of the level. */
  targetRank: number;
}

/** How many scorecards there are in the scope of a goal, and how many of them have reached it. */
export interface GoalProgress {
  total: number;
  reached: number;
}

/** How often the level of an entity became another one. */
export interface LevelChanges {
  /** Absent for entities that were evaluated for the first time. */
  from?: string;
  /** Absent for entities whose scorecard was removed. */
  to?: string;
  count: number;
  /** How many of them came from each cause; a change may have several. */
  causes: Partial<Record<ChangeCause, number>>;
}

/** How scorecards stood when a day ended, and what had changed on it. */
export interface DayOfScorecards {
  /** ISO 8601, in UTC. */
  date: string;
  /** How many entities were at each level. */
  levels: Record<string, number>;
  /** How many entities had an assessment in each status, by the one that counts. */
  assessments: Partial<Record<AssessmentStatus, number>>;
  /** How many entities had at least one waived check. */
  waived: number;
  /** How many entities had an approved assessment that should have been looked at again. */
  stale: number;
  levelChanges: LevelChanges[];
}

/** Scorecards in one stage with one pattern; where one of these is not known, it is absent. */
export interface PatternCount {
  stage?: Stage;
  pattern?: Pattern;
  entities: number;
}

/** Part of a list of groups, over all scorecards or those of entities of a kind. */
export type GroupPage = Pick<
  SummaryQuery,
  'kind' | 'parent' | 'limit' | 'cursor'
>;

/** Keeps the scorecards of the entities in the index, and how they changed. */
export interface ScorecardStore {
  /** What was known when they were last saved; entities without a scorecard are absent. One query. */
  known(entityRefs: string[]): Promise<Map<string, KnownScorecard>>;

  /**
   * Keeps scorecards in place of earlier ones of the same entities, with one transition for each change
   * of the level or of the state of a check, and brings all figures up to date; all of it or nothing. A
   * result keeps its `since` while its state does not change, and an entity its `levelSince` while its level does
   * not; another level for a part of one day (UTC) is no interruption of that.
   *
   * @returns the entities whose scorecard was saved; not those that are not in the index, and not those that somebody
   *   else saved since their revision was read
   */
  save(changes: ScorecardChange[]): Promise<string[]>;

  get(entityRef: string): Promise<StoredScorecard | undefined>;

  /**
   * Adds the levels that entities had before the first one that is known of them, and brings the figures of these
   * days up to date, and since when they have the level of today. To do it again changes nothing. Of assessments and
   * waivers nothing is known for these days, so that there are none then.
   *
   * @param levels - of each entity, in any order; the id of a level, or `none`
   * @param keptSince - since when transitions are kept; of what was before, only the last level counts
   */
  importLevels(
    levels: Map<string, LevelSince[]>,
    keptSince: Date,
  ): Promise<ImportedLevels>;

  /** @throws InputError if the cursor belongs to a list with another sort order */
  list(
    filter: ScorecardFilter,
    page: ScorecardPage,
    visible: VisibleEntities,
  ): Promise<Page<StoredSummary>>;

  /** What `list` finds, all of it, a few hundred at a time. */
  export(
    filter: ScorecardFilter,
    sort: ScorecardPage['sort'],
    visible: VisibleEntities,
  ): AsyncIterable<ExportedScorecard[]>;

  /**
   * The results of a check that are in a state, by the day since when they are, the oldest first.
   *
   * @throws InputError when the cursor is not one of this check in this state
   */
  listCheckResults(
    asked: { checkId: string; state: CheckState },
    page: { limit: number; cursor?: string },
    visible: VisibleEntities,
  ): Promise<Page<StoredCheckResult>>;

  /** How many scorecards match. One query. */
  count(filter: ScorecardFilter, visible: VisibleEntities): Promise<number>;

  /** How far each of some goals is. One query for all of them. */
  progress(goals: Goal[], visible: VisibleEntities): Promise<GoalProgress[]>;

  /**
   * How the scorecards that match now developed, day by day; of all that there are, or all of a kind, for whoever sees
   * everything, together with those that are gone. Days before the first evaluation are left out.
   *
   * @param days - the first one, and today; ISO 8601, in UTC. What changed after today, by a clock that is
   *   ahead, counts as of today
   */
  trend(
    scope: ScorecardFilter,
    visible: VisibleEntities,
    days: { first: string; today: string },
  ): Promise<DayOfScorecards[]>;

  /** How many scorecards there are by stage and pattern, of a kind or of all that can be assessed. */
  patternMix(visible: VisibleEntities, kind?: string): Promise<PatternCount[]>;

  /**
   * @param targetRank - rank of the level from which on an entity is on the road
   * @param page - of owners, systems or teams; of the others there are few, which come all at once
   * @returns by team with a parent, also the groups above the parent, the topmost first, and itself; by team, groups
   *   that may not be seen are passed over
   */
  summarize(
    groupBy: SummaryGrouping,
    targetRank: number,
    visible: VisibleEntities,
    page: GroupPage,
  ): Promise<{
    totals: ScorecardTotals;
    groups: ScorecardGroup[];
    path?: string[];
    nextCursor?: string;
  }>;

  /** Newest first. Also of entities that are gone, as long as their history is kept. */
  transitions(
    entityRef: string,
    page: { limit: number; cursor?: string },
  ): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>>;

  /** Removes scorecards. Their transitions stay, with one more that says so. */
  remove(entityRefs: string[], removal: Removal): Promise<void>;

  /** Removes transitions before a time; trends tell of the days after it. */
  purgeTransitions(before: Date): Promise<void>;
}
