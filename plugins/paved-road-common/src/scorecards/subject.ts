import { Entity } from '@backstage/catalog-model';
import { Stage } from '../advisor/ids';
import { Pattern } from '../advisor/patterns';
import { AssessmentStatus } from '../assessments/schemas';

/**
 * What rules may know of the assessment that counts for an entity: the approved one, else the submitted one, else the
 * newest. Times are ISO 8601 in UTC.
 *
 * @public
 */
export interface AssessmentFacts {
  id: string;
  status: AssessmentStatus;
  /** The pattern decided, or recommended while nothing is decided. */
  pattern: Pattern;
  recommendedPattern: Pattern;
  stage: Stage;
  /** Version of the decision model that gave the advice. */
  modelVersion: string;
  /** Entity reference of the author. */
  author: string;
  createdAt: string;
  updatedAt: string;
  /** Absent until it is approved. */
  approvedAt?: string;
  /** Reasons why it should be looked at again; empty when it is fresh. */
  stale: string[];
  /** Ids of the risks of high severity. */
  highRisks: string[];
}

/**
 * A relation of an entity with what is known of its target.
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
    /** Whether the target is in the catalog; absent when that is not known. */
    exists?: boolean;
    /** `spec.type` of the target; absent when it has none or is not in the catalog. */
    type?: string;
    /** Why nothing is known of the target: what reads `exists` or `type` is unknown for this reason. */
    unknown?: string;
  };
}

/**
 * An approved exception from a check.
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

/**
 * What a collector found out about an entity, or why it did not.
 *
 * @public
 */
export type FactOutcome =
  | { status: 'known'; value: unknown }
  | {
      status: 'unknown';
      /** For people, complete: what failed, when, and when it is tried again. */
      reason: string;
    };

/**
 * All that an evaluation looks at. Two evaluations of the same subject give the same result.
 *
 * @public
 */
export interface Subject {
  entity: Entity;
  relations: RelationFacts[];
  assessment?: AssessmentFacts;
  /** Why it is not known whether there is an assessment: what reads `assessment` is unknown for this reason. */
  unknownAssessment?: string;
  /** Facts from elsewhere, by the name of their collector. */
  facts: Record<string, FactOutcome>;
  waivers: WaiverFacts[];
  now: Date;
}
