import { createPermission } from '@backstage/plugin-permission-common';

/*
 * All of these are decided per catalog entity, so that a policy can use the catalog's own rules,
 * such as "is entity owner". Reading needs no permission of its own: who may read the entity in the
 * catalog may read its assessments and its scorecard.
 */
const resourceType = 'catalog-entity' as const;

/**
 * Create an assessment of an entity, edit its drafts, submit and withdraw them.
 *
 * @public
 */
export const assessmentEditPermission = createPermission({
  name: 'paved-road.assessment.edit',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Approve, return or reject a submitted assessment. The author never may, whatever a policy says.
 *
 * @public
 */
export const assessmentReviewPermission = createPermission({
  name: 'paved-road.assessment.review',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * See assessments of entities that are not in the catalog any more.
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
 * Push facts of an entity: what pipelines and tools have found out about it.
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
 * Ask for a waiver of a check that an entity fails, and take it back.
 *
 * @public
 */
export const waiverRequestPermission = createPermission({
  name: 'paved-road.waiver.request',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Approve, reject and revoke waivers. Nobody decides on their own request, whatever a policy says.
 *
 * @public
 */
export const waiverReviewPermission = createPermission({
  name: 'paved-road.waiver.review',
  attributes: { action: 'update' },
  resourceType,
});

/**
 * Compute what a rule pack would change before it is active, and try a check on an entity.
 *
 * @public
 */
export const rulePreviewPermission = createPermission({
  name: 'paved-road.rules.preview',
  attributes: { action: 'create' },
});

/**
 * Begin, change and end campaigns.
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
