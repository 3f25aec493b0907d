/**
 * The signal channel on which changes of the assessments of an entity are told to its open pages.
 *
 * @public
 */
export function assessmentsChannelOf(entityRef: string): string {
  return `paved-road:assessments:${entityRef}`;
}

/**
 * What is sent on the channel of {@link assessmentsChannelOf}: which assessment changed, and not how,
 * because everybody may listen. What it is now is told by the API.
 *
 * @public
 */
export type AssessmentSignal = { assessmentId: string };
