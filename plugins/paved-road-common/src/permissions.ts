import { createPermission } from '@backstage/plugin-permission-common';

/*
 * All of these are decided per catalog entity, so that a policy can use rules of the catalog such as "is entity owner".
 * Reading needs no separate permission: readers of an entity may read its assessments and its scorecard.
 */
const resourceType = 'catalog-entity' as const;

/**
 * Create assessments of an entity, edit, submit and withdraw them.
 *
 * @public
 */
export const assessmentEditPermission = createPermission({
  name: 'paved-road.assessment.edit',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Approve, return or reject a submitted assessment. No policy can permit this to the author.
 *
 * @public
 */
export const assessmentReviewPermission = createPermission({
  name: 'paved-road.assessment.review',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Read assessments of entities that are no longer in the catalog.
 *
 * @public
 */
export const orphanedAssessmentReadPermission = createPermission({
  name: 'paved-road.assessment.orphaned.read',
  attributes: { action: 'read' },
});

/**
 * Evaluate the scorecard of an entity now.
 *
 * @public
 */
export const scorecardEvaluatePermission = createPermission({
  name: 'paved-road.scorecard.evaluate',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Push facts of an entity from pipelines and tools.
 *
 * @public
 */
export const factPushPermission = createPermission({
  name: 'paved-road.fact.push',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Start and cancel a run that evaluates the whole fleet.
 *
 * @public
 */
export const evaluationRunPermission = createPermission({
  name: 'paved-road.evaluation.run',
  attributes: { action: 'update' },
});

/**
 * Request a waiver for a failing check, and withdraw it.
 *
 * @public
 */
export const waiverRequestPermission = createPermission({
  name: 'paved-road.waiver.request',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Approve, reject and revoke waivers. No policy can permit this to the requester.
 *
 * @public
 */
export const waiverReviewPermission = createPermission({
  name: 'paved-road.waiver.review',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Preview the changes by a rule pack, and a check on an entity.
 *
 * @public
 */
export const rulePreviewPermission = createPermission({
  name: 'paved-road.rules.preview',
  attributes: { action: 'create' },
});

/**
 * Create, change and end campaigns.
 *
 * @public
 */
export const campaignManagePermission = createPermission({
  name: 'paved-road.campaign.manage',
  attributes: { action: 'update' },
});

/** @public */
export const pavedRoadPermissions = [
  assessmentEditPermission,
  assessmentReviewPermission,
  orphanedAssessmentReadPermission,
  scorecardEvaluatePermission,
  factPushPermission,
  evaluationRunPermission,
  waiverRequestPermission,
  waiverReviewPermission,
  rulePreviewPermission,
  campaignManagePermission,
];
