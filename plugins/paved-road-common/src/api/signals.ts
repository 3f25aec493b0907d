/**
 * The signal channel on which changes of the assessments of an entity are told to its open pages.
 *
 * @public
 */
export function assessmentsChannelFor(entityRef: string): string {
  return `paved-road:assessments:${entityRef}`;
}

/**
 * What is sent on the channel of {@link assessmentsChannelFor}: which assessment changed, and not how,
 * because everybody may listen. What it is now is told by the API.
 *
 * @public
 */
export type AssessmentSignal = { assessmentId: string };

/**
 * The signal channel on which is told that the scorecard of an entity changed, or a waiver of one of its checks. Where
 * many change at once, see {@link manyScorecardsChannel}.
 *
 * @public
 */
export function scorecardChannelFor(entityRef: string): string {
  return `paved-road:scorecard:${entityRef}`;
}

/**
 * The signal channel on which is told, every few seconds at most, that so many scorecards changed that they are not told
 * of one by one.
 *
 * @public
 */
export const manyScorecardsChannel = 'paved-road:scorecards';

/**
 * The signal channel on which is told, every few seconds at most, that something about the fleet changed.
 *
 * @public
 */
export const fleetChannel = 'paved-road:fleet';

/**
 * What is sent on the channels of scorecards, of many of them and of the fleet: of what kind the change is, and nothing more,
 * because everybody may listen.
 *
 * @public
 */
export type FleetSignal = { changed: 'scorecards' | 'waivers' | 'campaigns' };
