import {
  LanguageModelAdvice,
  Placement,
} from '@paved-road/plugin-paved-road-common';

/** The announced placement of the language model. */
export type PlacementAnnouncement =
  | { kind: 'one'; placement: Placement }
  /** Two defensible patterns; the first one leads. */
  | { kind: 'either'; placements: [Placement, Placement] }
  /** No placement: the open answers decide. */
  | { kind: 'none' }
  /** No placement: limits or policies rule out all of them. */
  | { kind: 'impossible' };

export function toPlacementAnnouncement({
  verdict,
  placement,
  runnerUp,
  expected,
}: Pick<
  LanguageModelAdvice,
  'verdict' | 'placement' | 'runnerUp' | 'expected'
>): PlacementAnnouncement {
  if (Object.values(expected).every(chance => chance === 0)) {
    return { kind: 'impossible' };
  }
  if (verdict === 'not-enough-answers') {
    return { kind: 'none' };
  }
  return verdict === 'close' && runnerUp
    ? { kind: 'either', placements: [placement, runnerUp] }
    : { kind: 'one', placement };
}

/** The announced placements, the leader first. */
export function listAnnouncedPlacements(
  announced: PlacementAnnouncement,
): Placement[] {
  switch (announced.kind) {
    case 'one':
      return [announced.placement];
    case 'either':
      return announced.placements;
    default:
      return [];
  }
}

/** Whether a placement is announced, or is one of two in a close call. */
export function isAnnouncedPlacement(
  languageModel: LanguageModelAdvice,
  placement: Placement,
): boolean {
  return listAnnouncedPlacements(
    toPlacementAnnouncement(languageModel),
  ).includes(placement);
}
