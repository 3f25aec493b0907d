import {
  AssessmentStatus,
  ChangeCause,
  CheckResult,
  CheckState,
  Evaluation,
  Lift,
  Pattern,
  Stage,
} from '@paved-road/plugin-paved-road-common';
import { LastLevelChange } from './lostLevels';

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
  ? Omit<
      T,
      'title' | 'level' | 'weight' | 'advisory' | 'facts' | 'remediation'
    > & {
      templateValues?: Record<string, string>;
    }
  : never;

/** A result without the definition of its check. */
export type StoredResult = WithoutDefinition<CheckResult>;

/** The state of each check with a result, by its id. */
export type CheckStates = ReadonlyMap<string, CheckState>;

/** Hashes of the inputs of a scorecard. If all are equal, so is the result. */
export type InputHashes = Record<ChangeCause, string>;

/** The known state of a stored scorecard before its entity is looked at again. */
export interface KnownScorecard {
  /** Counts how often it was saved. */
  revision: number;
  inputs: InputHashes;
}

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
  /** By default now. */
  at?: Date;
}

export interface StoredScorecard extends Omit<
  Evaluation,
  'levelRank' | 'results'
> {
  entityRef: string;
  /** Lowest level first, then in the order of packs and files. */
  results: StoredResult[];
  /** The last change of the level, up or down; absent if there was none. */
  lastChange?: LastLevelChange;
  evaluatedAt: string;
}

/** A level and the time since which an entity had it; ISO 8601. */
export interface LevelSince {
  level: string;
  at: string;
}

export interface ImportedLevels {
  /** Entities with a longer history than before. */
  entityRefs: string[];
  /** Levels left out because the entity has no scorecard. */
  withoutScorecard: number;
  /** Levels left out because the history of the entity had already begun. */
  late: number;
}
