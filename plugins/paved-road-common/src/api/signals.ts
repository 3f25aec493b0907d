/**
 * The signal channel on which every change of an assessment is told to open pages.
 *
 * @public
 */
export const assessmentsChannel = 'paved-road:assessments';

/**
 * What is sent on {@link assessmentsChannel}. It names what changed and not how, because it reaches
 * everybody who listens; who may see the assessment asks the API.
 *
 * @public
 */
export type AssessmentSignal = {
  entityRef: string;
  assessmentId: string;
};
