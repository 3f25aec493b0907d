/** Signal channel for changes of the assessments of an entity. @public */
export function assessmentsChannelFor(entityRef: string): string {
  return `paved-road:assessments:${entityRef}`;
}

/**
 * Message on the channel of {@link assessmentsChannelFor}. It has only the id, because everybody may listen; clients
 * read the rest from the API.
 *
 * @public
 */
export type AssessmentSignal = { assessmentId: string };

/**
 * Signal channel for changes of the scorecard of an entity and of its waivers. See {@link manyScorecardsChannel} for
 * mass changes.
 *
 * @public
 */
export function scorecardChannelFor(entityRef: string): string {
  return `paved-road:scorecard:${entityRef}`;
}

/** Signal channel for mass changes of scorecards, with one message every few seconds at most. @public */
export const manyScorecardsChannel = 'paved-road:scorecards';

/** Signal channel for changes of the fleet, with one message every few seconds at most. @public */
export const fleetChannel = 'paved-road:fleet';

/**
 * Message on the channels of scorecards and of the fleet. It has only the kind of the change, because everybody may
 * listen.
 *
 * @public
 */
export type FleetSignal = { changed: 'scorecards' | 'waivers' | 'campaigns' };
