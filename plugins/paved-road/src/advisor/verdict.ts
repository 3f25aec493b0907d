import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Advice,
  Confidence,
  CriterionId,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { isOptional } from '@paved-road/plugin-paved-road-common/advisor';
import { formatAlternatives } from '../components/formats';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';

/** What a result says aloud. */
type Announcement =
  | { kind: 'one'; pattern: Pattern }
  /** Two that can both be defended; the first is ahead. */
  | { kind: 'either'; patterns: [Pattern, PlainPattern] }
  /** No pattern: the open answers decide. */
  | { kind: 'none' };

/** Results of model 1 announce one pattern, also where they say that it is too close to call. */
export function announcementOf({
  recommendation: { verdict, pattern, runnerUp },
}: Pick<Advice, 'recommendation'>): Announcement {
  if (verdict === 'not-enough-answers') {
    return { kind: 'none' };
  }
  return verdict === 'close' && runnerUp
    ? { kind: 'either', patterns: [pattern, runnerUp] }
    : { kind: 'one', pattern };
}

/** The pattern that is recommended, or ahead in a close call; undefined where none is announced. */
export function announcedPattern(
  advice: Pick<Advice, 'recommendation'>,
): Pattern | undefined {
  return announcementOf(advice).kind === 'none'
    ? undefined
    : advice.recommendation.pattern;
}

/** Whether the core of what is announced, or of one of two in a close call, runs as a pattern. */
export function isAnnouncedCore(
  advice: Pick<Advice, 'recommendation'>,
  pattern: PlainPattern,
): boolean {
  const { core, runnerUp } = advice.recommendation;
  const { kind } = announcementOf(advice);
  return (
    (kind !== 'none' && pattern === core) ||
    (kind === 'either' && pattern === runnerUp)
  );
}

/** What a result announces, in a few words. */
export function useAnnouncementText(): (
  advice: Pick<Advice, 'recommendation'>,
) => string {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return advice => {
    const announced = announcementOf(advice);
    switch (announced.kind) {
      case 'one':
        return titles.pattern(announced.pattern);
      case 'either':
        return t('verdict.either', {
          patterns: formatAlternatives(announced.patterns.map(titles.pattern)),
        });
      default:
        return t('verdict.notEnough');
    }
  };
}

/** The mid of what a pattern costs in USD a month, while a hybrid has none of its own that of its core. */
export function monthlyCostOf(
  { cost: { perPattern } }: Pick<Advice, 'cost'>,
  pattern: Pattern,
  core: PlainPattern,
): number | undefined {
  const estimate = perPattern[pattern] ?? perPattern[core];
  return estimate.status === 'estimated' ? estimate.monthly.mid : undefined;
}

/** So many open answers are named; more would be a to-do list, not a hint. */
const named = 3;

/** The open answers to ask for first; those that nobody has to give come last. */
export const firstOpenAnswers = (
  confidence: Confidence | undefined,
): string[] =>
  (confidence?.openAnswers ?? [])
    .toSorted((a, b) => Number(isOptional(a)) - Number(isOptional(b)))
    .slice(0, named);

/** What a criterion says for one pattern against another, as points of fit. */
export interface Points {
  criterion: CriterionId;
  points: number;
}

/** What speaks for a pattern against another one, and what against it; largest first. */
export function driversBetween(
  { ranking }: Advice,
  pattern: PlainPattern,
  other: PlainPattern,
): Points[] {
  const contributionsOf = (id: PlainPattern) =>
    ranking.find(ranked => ranked.pattern === id)?.contributions ?? [];
  const others = new Map(
    contributionsOf(other).map(({ criterion, points }) => [criterion, points]),
  );
  return contributionsOf(pattern)
    .map(({ criterion, points }) => ({
      criterion,
      points: points - (others.get(criterion) ?? 0),
    }))
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
