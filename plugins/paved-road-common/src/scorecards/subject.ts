import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { Stage } from '../advisor/ids';
import { Pattern } from '../advisor/patterns';
import { AssessmentStatus } from '../assessments/schemas';

/**
 * What rules can read of the assessment that counts for an entity: the approved one, or else the submitted one, or
 * else the newest. Times are ISO 8601 in UTC.
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
  /** Absent until it is approved. */
  approvedAt?: string;
  /** Reasons to look at it again; empty if it is current. */
  stale: string[];
  /** Ids of the risks of high severity. */
  highRisks: string[];
  /** Whether its answer stands under measurement; absent where nothing is measured that could change it. */
  measured?: {
    holds: boolean;
    /** The pattern with measured values. */
    pattern: Pattern;
    /** Since when the answer is another one; present where it does not hold. */
    since?: string;
  };
}

/**
 * A relation of an entity, with what is known about its target.
 *
 * @public
 */
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
    /** Why nothing is known about the target: expressions that read `exists` or `type` are unknown for this reason. */
    unknown?: string;
  };
}

/**
 * An approved exception to a check.
 *
 * @public
 */
export interface WaiverFacts {
  id: string;
  checkId: string;
  reason: string;
  /** Entity reference. */
  requestedBy: string;
  /** Entity reference of the approver. */
  approvedBy: string;
  /** ISO 8601; the waiver has no effect from then on. */
  expiresAt: string;
}

/** Whether the time of a waiver, or of a request for one, is over. */
export function isOver(
  { expiresAt }: Pick<WaiverFacts, 'expiresAt'>,
  now: Date,
): boolean {
  return Date.parse(expiresAt) <= now.getTime();
}

/**
 * The fact of a collector about an entity, or why it is unknown.
 *
 * @public
 */
export type FactOutcome =
  | { status: 'known'; value: unknown }
  | {
      status: 'unknown';
      /** For people, in full: what failed, when, and when it is tried again. */
      reason: string;
    };

/**
 * All inputs of an evaluation. Two evaluations of the same subject give the same result.
 *
 * @public
 */
export interface Subject {
  entity: Entity;
  relations: RelationFacts[];
  assessment?: AssessmentFacts;
  /**
   * Why it is unknown whether there is an assessment: expressions that read `assessment` are unknown for this reason.
   */
  unknownAssessment?: string;
  /** Facts from elsewhere, by the name of their collector. */
  facts: Record<string, FactOutcome>;
  waivers: WaiverFacts[];
  now: Date;
}

/**
 * The facts about an entity from a relation to it.
 *
 * @public
 */
export function toRelationTarget(
  entity: Partial<Entity>,
): Pick<RelationFacts['target'], 'type'> {
  const type = entity.spec?.type;
  return typeof type === 'string' ? { type } : {};
}

/**
 * The relations of an entity as rules see them: sorted by type and target, because a file, a catalog and its database
 * each have their own order.
 *
 * @param lookup - what is known about a target by its reference: `spec.type`, if any, or why nothing is known;
 *   undefined if the target is not in the catalog
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
