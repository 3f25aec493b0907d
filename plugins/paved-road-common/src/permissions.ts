import { createPermission } from '@backstage/plugin-permission-common';

/*
 * All of these are decided per catalog entity, so that a policy can use rules of the catalog such as "is entity owner".
 * Reading needs no separate permission: readers of an entity may read its assessments and its scorecard.
 */
const createEntityPermission = (name: string) =>
  createPermission({
    name,
    attributes: { action: 'update' },
    resourceType: 'catalog-entity',
  });

/** Create assessments of an entity, edit, submit and withdraw them. @public */
export const assessmentEditPermission = createEntityPermission(
  'paved-road.assessment.edit',
);

/** Approve, return or reject a submitted assessment. No policy can permit this to the author. @public */
export const assessmentReviewPermission = createEntityPermission(
  'paved-road.assessment.review',
);

/** Read assessments of entities that are no longer in the catalog. @public */
export const orphanedAssessmentReadPermission = createPermission({
  name: 'paved-road.assessment.orphaned.read',
  attributes: { action: 'read' },
});

/** Evaluate the scorecard of an entity now. @public */
export const scorecardEvaluatePermission = createEntityPermission(
  'paved-road.scorecard.evaluate',
);

/** Push facts of an entity from pipelines and tools. @public */
export const factPushPermission = createEntityPermission(
  'paved-road.fact.push',
);

/** Start and cancel a run that evaluates the whole fleet. @public */
export const evaluationRunPermission = createPermission({
  name: 'paved-road.evaluation.run',
  attributes: { action: 'update' },
});

/** Request a waiver for a failing check, and withdraw it. @public */
export const waiverRequestPermission = createEntityPermission(
  'paved-road.waiver.request',
);

/** Approve, reject and revoke waivers. No policy can permit this to the requester. @public */
export const waiverReviewPermission = createEntityPermission(
  'paved-road.waiver.review',
);

/** Preview the changes by a rule pack, and a check on an entity. @public */
export const rulePreviewPermission = createPermission({
  name: 'paved-road.rules.preview',
  attributes: { action: 'create' },
});

/** Create, change and end campaigns. @public */
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
