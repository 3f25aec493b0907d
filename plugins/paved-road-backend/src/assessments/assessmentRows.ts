import { parseEntityRef } from '@backstage/catalog-model';
import {
  AssessmentEvent,
  AssessmentFacts,
  AssessmentStatus,
  AssessmentSummary,
  Decision,
  isCurrent,
  LifeCycleState,
  Pattern,
  Placement,
  RequestedChanges,
  Stage,
  Standing,
  StandingId,
  Submission,
} from '@paved-road/plugin-paved-road-common';
import { recommendedPlacement } from '@paved-road/plugin-paved-road-common/advisor';
import { adviceSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { parseSnapshotText, toSnapshotText } from '../catalog/catalogSnapshot';
import { StoredTime, toIsoTime } from '../database/sql';
import { removeUid } from '../catalog/entityRecord';
import { StaleCriteria, StoredAssessment } from './StoredAssessment';
import { listStaleReasons, toAdviceFacts } from './assessmentRules';

/** A row of the table `assessments`. */
export interface AssessmentRow {
  id: string;
  entity_ref: string;
  status: AssessmentStatus;
  revision: number;
  author: string;
  pattern: Pattern;
  recommended_pattern: Pattern;
  /** Null if no language model is used. */
  placement: Placement | null;
  recommended_placement: Placement | null;
  model_version: string;
  stage: Stage;
  high_risks: string;
  input: string;
  advice: string;
  snapshot: string | null;
  decision: string | null;
  standing: string | null;
  standing_id: StandingId | null;
  submitted_by: string | null;
  submitted_at: StoredTime | null;
  reviewed_by: string | null;
  reviewed_at: StoredTime | null;
  review_comment: string | null;
  created_at: StoredTime;
  updated_at: StoredTime;
}

/** The comparison of an assessment with measurements; all null without one. */
export interface MeasuredColumns {
  measured_pattern: Pattern | null;
  measured_since: StoredTime | null;
}

/** The columns of lists; `entity_title` and `owner` come from the index of entities. */
export type SummaryRow = Pick<
  AssessmentRow,
  | 'id'
  | 'entity_ref'
  | 'status'
  | 'pattern'
  | 'recommended_pattern'
  | 'placement'
  | 'recommended_placement'
  | 'decision'
  | 'standing'
  | 'model_version'
  | 'author'
  | 'submitted_by'
  | 'submitted_at'
  | 'reviewed_at'
  | 'created_at'
  | 'updated_at'
> &
  MeasuredColumns & {
    entity_title: string | null;
    owner: string | null;
    /** 1 if the current model gives another answer. */
    model_differs: number;
    /** 1 if the entity has changed since the assessment. */
    catalog_moved: number;
    /** The event with which a reviewer returned a draft; null without one. */
    returned_by?: string | null;
    returned_at?: StoredTime | null;
    return_comment?: string | null;
  };

export type FactsRow = SummaryRow & Pick<AssessmentRow, 'stage' | 'high_risks'>;

export function toAssessmentRow(
  assessment: StoredAssessment,
  revision: number,
): AssessmentRow {
  const {
    advice,
    decision,
    profile,
    weights,
    assumptions,
    platform,
    snapshot,
  } = assessment;
  const submitted =
    assessment.status === 'draft' ? undefined : assessment.submitted;
  const review = 'review' in assessment ? assessment.review : undefined;
  const facts = toAdviceFacts(advice, decision);
  const placement = recommendedPlacement(advice);
  return {
    id: assessment.id,
    entity_ref: assessment.entityRef,
    status: assessment.status,
    revision,
    author: assessment.author,
    pattern: facts.pattern,
    recommended_pattern: facts.recommendedPattern,
    placement: decision?.placement ?? placement ?? null,
    recommended_placement: placement ?? null,
    model_version: facts.modelVersion,
    stage: facts.stage,
    high_risks: JSON.stringify(facts.highRisks),
    input: JSON.stringify({ profile, weights, assumptions, platform }),
    advice: JSON.stringify(advice),
    snapshot: snapshot ? toSnapshotText(snapshot) : null,
    decision: decision ? JSON.stringify(decision) : null,
    ...toStandingColumns(assessment.standing),
    submitted_by: submitted?.by ?? null,
    submitted_at: submitted ? new Date(submitted.at) : null,
    reviewed_by: review?.by ?? null,
    reviewed_at: review ? new Date(review.at) : null,
    review_comment: review?.comment ?? null,
    created_at: new Date(assessment.createdAt),
    updated_at: new Date(assessment.updatedAt),
  };
}

export function toStandingColumns(
  standing: Standing | undefined,
): Pick<AssessmentRow, 'standing' | 'standing_id'> {
  return {
    standing: standing ? JSON.stringify(standing) : null,
    standing_id: standing?.id ?? null,
  };
}

export function parseStanding(standing: string | null): {
  standing?: Standing;
} {
  return standing === null
    ? {}
    : { standing: JSON.parse(standing) as Standing };
}

export function fromAssessmentRow(
  row: AssessmentRow,
  events: AssessmentEvent[],
): StoredAssessment {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    author: row.author,
    revision: row.revision,
    ...(JSON.parse(row.input) as Pick<
      StoredAssessment,
      'profile' | 'weights' | 'assumptions' | 'platform'
    >),
    // Adds defaults for results of older models.
    advice: adviceSchema.parse(JSON.parse(row.advice)),
    ...parseStanding(row.standing),
    snapshot:
      row.snapshot === null ? undefined : parseSnapshotText(row.snapshot),
    createdAt: toIsoTime(row.created_at),
    updatedAt: toIsoTime(row.updated_at),
    events,
    ...toLifeCycleState(row),
  };
}

/** Undefined if its content is damaged, or has a pattern that the model no longer has. */
export function readAssessmentRow(
  row: AssessmentRow,
  events: AssessmentEvent[],
): StoredAssessment | undefined {
  try {
    return fromAssessmentRow(row, events);
  } catch {
    return undefined;
  }
}

function toLifeCycleState(row: AssessmentRow): LifeCycleState {
  const decision =
    row.decision === null ? undefined : (JSON.parse(row.decision) as Decision);
  if (row.status === 'draft') {
    return { status: 'draft', decision };
  }
  if (!decision || row.submitted_by === null || row.submitted_at === null) {
    throw new Error(
      `Assessment ${row.id} is ${row.status}, but its row has no decision or submission`,
    );
  }
  const submitted = { by: row.submitted_by, at: toIsoTime(row.submitted_at) };
  if (row.status === 'submitted') {
    return { status: 'submitted', decision, submitted };
  }
  if (row.reviewed_by === null || row.reviewed_at === null) {
    throw new Error(
      `Assessment ${row.id} is ${row.status}, but its row has no review`,
    );
  }
  return {
    status: row.status,
    decision,
    submitted,
    review: {
      by: row.reviewed_by,
      at: toIsoTime(row.reviewed_at),
      comment: row.review_comment ?? undefined,
    },
  };
}

export function toSummary(
  row: SummaryRow,
  criteria: StaleCriteria,
): AssessmentSummary {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    entityTitle:
      row.entity_title ?? parseEntityRef(removeUid(row.entity_ref)).name,
    owner: row.owner ?? undefined,
    orphaned: row.entity_title === null,
    stale: toStaleReasons(row, criteria),
    ...(isCurrent(row) && parseStanding(row.standing)),
    status: row.status,
    pattern: row.pattern,
    recommendedPattern: row.recommended_pattern,
    placement: row.placement ?? undefined,
    recommendedPlacement: row.recommended_placement ?? undefined,
    rationale:
      row.decision === null
        ? undefined
        : (JSON.parse(row.decision) as Decision).rationale,
    modelVersion: row.model_version,
    author: row.author,
    submitted: toSignature(row.submitted_by, row.submitted_at),
    requestedChanges: toRequestedChanges(row),
    measured: measuredFactsIfApproved(row),
    createdAt: toIsoTime(row.created_at),
    updatedAt: toIsoTime(row.updated_at),
  };
}

function toRequestedChanges(row: SummaryRow): RequestedChanges | undefined {
  const signature = toSignature(row.returned_by, row.returned_at);
  return signature && { ...signature, comment: row.return_comment ?? '' };
}

function toSignature(
  by: string | null | undefined,
  at: StoredTime | null | undefined,
): Submission | undefined {
  return typeof by === 'string' && at !== null && at !== undefined
    ? { by, at: toIsoTime(at) }
    : undefined;
}

export function toFacts(
  row: FactsRow,
  criteria: StaleCriteria,
): AssessmentFacts {
  return {
    id: row.id,
    status: row.status,
    pattern: row.pattern,
    recommendedPattern: row.recommended_pattern,
    stage: row.stage,
    modelVersion: row.model_version,
    author: row.author,
    createdAt: toIsoTime(row.created_at),
    updatedAt: toIsoTime(row.updated_at),
    approvedAt:
      row.status === 'approved' && row.reviewed_at !== null
        ? toIsoTime(row.reviewed_at)
        : undefined,
    stale: toStaleReasons(row, criteria),
    highRisks: JSON.parse(row.high_risks) as string[],
    standing: parseStanding(row.standing).standing?.id,
    measured: measuredFactsIfApproved(row),
  };
}

/** Only for approved assessments, because the row of a superseded one is removed later. */
function measuredFactsIfApproved({
  status,
  standing,
  measured_pattern: pattern,
  measured_since: since,
}: Pick<SummaryRow, 'status' | 'standing'> &
  MeasuredColumns): AssessmentFacts['measured'] {
  return status !== 'approved' || pattern === null
    ? undefined
    : {
        holds: parseStanding(standing).standing?.id !== 'no-longer-holds',
        pattern,
        ...(since !== null && { since: toIsoTime(since) }),
      };
}

function toStaleReasons(
  row: Pick<
    SummaryRow,
    'status' | 'model_differs' | 'reviewed_at' | 'catalog_moved' | 'standing'
  >,
  criteria: StaleCriteria,
) {
  return listStaleReasons(
    {
      status: row.status,
      modelDiffers: row.model_differs === 1,
      reviewedAt:
        row.reviewed_at === null ? undefined : toIsoTime(row.reviewed_at),
      catalogMoved: row.catalog_moved === 1,
      standing: parseStanding(row.standing).standing?.id,
    },
    criteria,
  );
}
