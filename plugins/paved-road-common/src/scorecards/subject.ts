import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { Stage } from '../advisor/profile/ids';
import { Pattern } from '../advisor/profile/patterns';
import { AssessmentStatus } from '../assessments/schemas';
import { StandingId } from '../assessments/standing/schema';

/**
 * The data of the current assessment for rules: the approved one, else the submitted one, else the newest. Times are
 * ISO 8601 in UTC.
 *
 * @public
 */
export interface AssessmentFacts {
  id: string;
  status: AssessmentStatus;
  /** The decided pattern, or the recommended one before a decision. */
  pattern: Pattern;
  recommendedPattern: Pattern;
  stage: Stage;
  /** Version of the decision model of the advice. */
  modelVersion: string;
  /** Entity reference of the author. */
  author: string;
  createdAt: string;
  updatedAt: string;
  /** Absent before the approval. */
  approvedAt?: string;
  /** Reasons to review it again; empty if there are none. */
  stale: string[];
  /** Ids of the risks of high severity. */
  highRisks: string[];
  /** What the evidence says about the decision; absent until it has been computed. */
  standing?: StandingId;
  /** Its status under measurement; absent without relevant measurements. */
  measured?: {
    /** False if the standing is `no-longer-holds`. */
    holds: boolean;
    /** The recommended pattern with measured values. */
    pattern: Pattern;
    /** Since when measured values have clearly led to another recommendation. */
    since?: string;
  };
}

/** A relation of an entity with data of its target. @public */
export interface RelationFacts {
  /** For example `ownedBy`, `partOf`, `dependsOn`, `providesApi`. */
  type: string;
  targetRef: string;
  target: {
    kind: string;
    namespace: string;
    name: string;
    /** Whether the target is in the catalog; absent if unknown. */
    exists?: boolean;
    /** `spec.type` of the target; absent if it has none or is not in the catalog. */
    type?: string;
    /** Why the target is unknown; expressions that read `exists` or `type` are then unknown. */
    unknown?: string;
  };
}

/** An approved exception to a check. @public */
export interface WaiverFacts {
  id: string;
  checkId: string;
  reason: string;
  /** Entity reference. */
  requestedBy: string;
  /** Entity reference of the approver. */
  approvedBy: string;
  /** End of the waiver, ISO 8601. */
  expiresAt: string;
}

/** Whether a waiver or its request has expired. */
export function isOver(
  { expiresAt }: Pick<WaiverFacts, 'expiresAt'>,
  now: Date,
): boolean {
  return Date.parse(expiresAt) <= now.getTime();
}

/** The fact of a collector about an entity, or why it is unknown. @public */
export type FactOutcome =
  | { status: 'known'; value: unknown }
  | {
      status: 'unknown';
      /** A full explanation: the failure, its time and the next attempt. */
      reason: string;
    };

/** All inputs of an evaluation. Two evaluations of the same subject give the same result. @public */
export interface Subject {
  entity: Entity;
  relations: RelationFacts[];
  assessment?: AssessmentFacts;
  /** Why the assessment is unknown; expressions that read `assessment` are then unknown. */
  unknownAssessment?: string;
  /** Facts by the name of their collector. */
  facts: Record<string, FactOutcome>;
  waivers: WaiverFacts[];
  now: Date;
}

/** The facts about an entity from a relation to it. @public */
export function toRelationTarget(
  entity: Partial<Entity>,
): Pick<RelationFacts['target'], 'type'> {
  const type = entity.spec?.type;
  return typeof type === 'string' ? { type } : {};
}

/**
 * The relations of an entity for rules, sorted by type and target, because sources return them in different orders.
 *
 * @param lookup - returns the target by its reference, or why it is unknown; undefined if it is not in the catalog
 * @public
 */
export function toRelationFacts(
  entity: Entity,
  lookup: (
    targetRef: string,
  ) => Pick<RelationFacts['target'], 'type' | 'unknown'> | undefined,
): RelationFacts[] {
  const relations = (entity.relations ?? []).toSorted(
    (a, b) =>
      compareTexts(a.type, b.type) || compareTexts(a.targetRef, b.targetRef),
  );
  return relations.map(({ type, targetRef }) => {
    const target = lookup(targetRef);
    return {
      type,
      targetRef,
      target: {
        ...parseEntityRef(targetRef),
        ...(target?.unknown === undefined
          ? { exists: target !== undefined }
          : { unknown: target.unknown }),
        ...(target?.type !== undefined && { type: target.type }),
      },
    };
  });
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
