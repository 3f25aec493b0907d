import {
  Advice,
  Confidence,
  CriterionId,
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  isOptional,
  placementDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { formatAlternatives } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Ranked } from './ranked';
import {
  ClassifiedPlacement,
  classifyPlacement,
  listRecommendedPlacements,
} from './placementVerdict';

/** How clearly an advice recommends a pattern. */
type ClassifiedRecommendation =
  | { kind: 'one'; pattern: Pattern }
  /** Two defensible patterns; the first one leads. */
  | { kind: 'either'; patterns: [Pattern, PlainPattern] }
  /** No pattern: the open answers decide. */
  | { kind: 'none' };

/** One pattern, two in a close call, or none without enough answers. */
export function classifyRecommendation({
  recommendation: { verdict, pattern, runnerUp },
}: Pick<Advice, 'recommendation'>): ClassifiedRecommendation {
  if (verdict === 'not-enough-answers') {
    return { kind: 'none' };
  }
  return verdict === 'close' && runnerUp
    ? { kind: 'either', patterns: [pattern, runnerUp] }
    : { kind: 'one', pattern };
}

/** The recommended pattern, or the leader in a close call; undefined without enough answers. */
export function recommendedPattern(
  advice: Pick<Advice, 'recommendation'>,
): Pattern | undefined {
  return classifyRecommendation(advice).kind === 'none'
    ? undefined
    : advice.recommendation.pattern;
}

/** Whether the pattern is the recommended core, or one of two in a close call. */
export function isRecommendedCore(
  advice: Pick<Advice, 'recommendation'>,
  pattern: PlainPattern,
): boolean {
  const { core, runnerUp } = advice.recommendation;
  const { kind } = classifyRecommendation(advice);
  return (
    (kind !== 'none' && pattern === core) ||
    (kind === 'either' && pattern === runnerUp)
  );
}

/** Returns a function that names the pattern and, if a language model is used, its placement. */
export function useSystemTitle() {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (pattern: Pattern, placement: Placement | undefined): string =>
    placement
      ? t('placement.sentence', {
          pattern: titles.pattern(pattern),
          beside: placementDescriptions[placement].beside,
        })
      : titles.pattern(pattern);
}

/** Returns a function that names the recommended pattern and placement in a few words. */
export function useRecommendationText(): (
  advice: Pick<Advice, 'recommendation' | 'languageModel'>,
) => string {
  const titles = useTitles();
  const systemTitle = useSystemTitle();
  const t = useTexts(advisorTexts);
  const patternText = (classified: ClassifiedRecommendation) => {
    switch (classified.kind) {
      case 'one':
        return titles.pattern(classified.pattern);
      case 'either':
        return t('verdict.either', {
          patterns: formatAlternatives(classified.patterns.map(titles.pattern)),
        });
      default:
        return t('verdict.notEnough');
    }
  };
  const placementText = (classified: ClassifiedPlacement) => {
    switch (classified.kind) {
      case 'none':
        return t('placement.open');
      case 'impossible':
        return t('placement.noneOf');
      default:
        return formatAlternatives(
          listRecommendedPlacements(classified).map(titles.placement),
        );
    }
  };
  return advice => {
    const classified = classifyRecommendation(advice);
    const placed =
      advice.languageModel && classifyPlacement(advice.languageModel);
    if (classified.kind === 'one' && placed?.kind === 'one') {
      return systemTitle(classified.pattern, placed.placement);
    }
    const pattern = patternText(classified);
    // Shown once for both axes.
    const isAllOpen = classified.kind === 'none' && placed?.kind === 'none';
    return placed && !isAllOpen
      ? t('placement.apart', { pattern, placement: placementText(placed) })
      : pattern;
  };
}

/** Estimated cost of a pattern in USD a month; for a hybrid without its own estimate, the cost of its core. */
export function findMonthlyCost(
  { cost: { perPattern } }: Pick<Advice, 'cost'>,
  pattern: Pattern,
  core: PlainPattern,
): number | undefined {
  const estimate = perPattern[pattern] ?? perPattern[core];
  return estimate.status === 'estimated' ? estimate.monthly.mid : undefined;
}

/** The maximum number of open answers in a hint. */
const named = 3;

/** The first open answers to ask for; optional ones come last. */
export const firstOpenAnswers = (
  confidence: Pick<Confidence, 'openAnswers'> | undefined,
): string[] =>
  (confidence?.openAnswers ?? [])
    .toSorted((a, b) => Number(isOptional(a)) - Number(isOptional(b)))
    .slice(0, named);

/** The difference that a criterion makes between two patterns, in points of fit. */
export interface Points {
  criterion: CriterionId;
  points: number;
}

/** Arguments for and against a pattern or placement compared with another one, largest first. */
export function driversBetween(
  ranked: Ranked<Subject>[],
  subject: Subject,
  other: Subject,
): Points[] {
  const findContributions = (id: Subject) =>
    ranked.find(found => found.subject === id)?.contributions ?? [];
  const others = new Map(
    findContributions(other).map(({ criterion, points }) => [
      criterion,
      points,
    ]),
  );
  return findContributions(subject)
    .map(({ criterion, points }) => ({
      criterion,
      points: points - (others.get(criterion) ?? 0),
    }))
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
