import {
  LanguageModelAdvice,
  Placement,
} from '@paved-road/plugin-paved-road-common';

/** How clearly an advice recommends a placement. */
export type ClassifiedPlacement =
  | { kind: 'one'; placement: Placement }
  /** Two defensible patterns; the first one leads. */
  | { kind: 'either'; placements: [Placement, Placement] }
  /** No placement: the open answers decide. */
  | { kind: 'none' }
  /** No placement: limits or policies rule out all of them. */
  | { kind: 'impossible' };

export function classifyPlacement({
  verdict,
  placement,
  runnerUp,
  expected,
}: Pick<
  LanguageModelAdvice,
  'verdict' | 'placement' | 'runnerUp' | 'expected'
>): ClassifiedPlacement {
  if (!placement || Object.values(expected).every(chance => chance === 0)) {
    return { kind: 'impossible' };
  }
  if (verdict === 'not-enough-answers') {
    return { kind: 'none' };
  }
  return verdict === 'close' && runnerUp
    ? { kind: 'either', placements: [placement, runnerUp] }
    : { kind: 'one', placement };
}

/** The recommended placements, the leader first. */
export function listRecommendedPlacements(
  classified: ClassifiedPlacement,
): Placement[] {
  switch (classified.kind) {
    case 'one':
      return [classified.placement];
    case 'either':
      return classified.placements;
    default:
      return [];
  }
}

/** Whether a placement is recommended, or is one of two in a close call. */
export function isRecommendedPlacement(
  languageModel: LanguageModelAdvice,
  placement: Placement,
): boolean {
  return listRecommendedPlacements(classifyPlacement(languageModel)).includes(
    placement,
  );
}
