import {
  Advice,
  CriterionId,
  LanguageModelAdvice,
  Pattern,
  Placement,
  PlainPattern,
  Verdict,
} from '@paved-road/plugin-paved-road-common';
import {
  canBeOvertaken,
  type Evidence,
  isOptional,
  listEvidence,
  listNextAnswers,
  placementDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { formatAlternatives } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Ranked } from './ranked';

/** How clearly an advice recommends a pattern or a placement. */
interface Classified<S, Kind extends string = never> {
  /** One, either of two defensible ones, or none while the open answers decide. */
  kind: 'one' | 'either' | 'none' | Kind;
  /** The leader first. */
  recommended: S[];
}

function classify<S>(
  verdict: Verdict,
  first: S,
  second: S | undefined,
): Classified<S> {
  if (verdict === 'not-enough-answers') {
    return { kind: 'none', recommended: [] };
  }
  return verdict === 'close' && second
    ? { kind: 'either', recommended: [first, second] }
    : { kind: 'one', recommended: [first] };
}

/** One pattern, two in a close call, or none without enough answers. */
export const classifyRecommendation = ({
  recommendation: { verdict, pattern, runnerUp },
}: Pick<Advice, 'recommendation'>) =>
  classify<Pattern>(verdict, pattern, runnerUp);

/** As for patterns; impossible if limits or policies rule out every placement. */
export const classifyPlacement = ({
  verdict,
  placement,
  runnerUp,
  expected,
}: Pick<
  LanguageModelAdvice,
  'verdict' | 'placement' | 'runnerUp' | 'expected'
>): Classified<Placement, 'impossible'> =>
  placement && Object.values(expected).some(chance => chance !== 0)
    ? classify(verdict, placement, runnerUp)
    : { kind: 'impossible', recommended: [] };

/** The verdict, and whether open answers could still change a clear one. */
export const describeVerdict = ({
  verdict,
  ...evidence
}: Pick<LanguageModelAdvice, 'verdict' | 'worstCase' | 'openAnswers'>) =>
  verdict === 'clear' && canBeOvertaken(evidence) ? 'clear-so-far' : verdict;

/** The recommended pattern, or the leader in a close call; undefined without enough answers. */
export const recommendedPattern = (
  advice: Pick<Advice, 'recommendation'>,
): Pattern | undefined => classifyRecommendation(advice).recommended[0];

/** The recommended core, or both in a close call. */
export const listRecommendedCores = ({
  recommendation: { verdict, core, runnerUp },
}: Pick<Advice, 'recommendation'>): PlainPattern[] =>
  classify(verdict, core, runnerUp).recommended;

/** The titles of both options of a close call, the likelier one first. */
export const listDefensible = (
  advice: Advice,
  choice: Evidence['choice'],
): string[] =>
  listEvidence(advice)
    .filter(evidence => evidence.choice === choice)
    .flatMap(({ first, second }) => [first, second])
    .flatMap(option => option?.title ?? []);

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
export function useRecommendationText(): (advice: Advice) => string {
  const titles = useTitles();
  const systemTitle = useSystemTitle();
  const t = useTexts(advisorTexts);
  return advice => {
    const { kind, recommended } = classifyRecommendation(advice);
    const placed =
      advice.languageModel && classifyPlacement(advice.languageModel);
    if (kind === 'one' && placed?.kind === 'one') {
      return systemTitle(recommended[0], placed.recommended[0]);
    }
    const named = formatAlternatives(
      kind === 'either'
        ? listDefensible(advice, 'pattern')
        : recommended.map(titles.pattern),
    );
    const pattern = {
      one: named,
      either: t('verdict.either', { patterns: named }),
      none: t('verdict.notEnough'),
    }[kind];
    // Shown once for both axes.
    if (!placed || (kind === 'none' && placed.kind === 'none')) {
      return pattern;
    }
    const placement =
      formatAlternatives(
        placed.kind === 'either'
          ? listDefensible(advice, 'placement')
          : placed.recommended.map(titles.placement),
      ) || t(placed.kind === 'none' ? 'placement.open' : 'placement.noneOf');
    return t('placement.apart', { pattern, placement });
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

/** The open answers to ask for: all that the standing counts; if none would settle it, required ones before optional ones. */
export function firstOpenAnswers(advice: Advice): string[] {
  const next = listNextAnswers(advice);
  if (next.length > 0) {
    return next;
  }
  const { confidence, languageModel } = advice;
  return [
    ...new Set([
      ...confidence.openAnswers,
      ...(languageModel?.openAnswers ?? []),
    ]),
  ]
    .sort((a, b) => Number(isOptional(a)) - Number(isOptional(b)))
    .slice(0, named);
}

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
