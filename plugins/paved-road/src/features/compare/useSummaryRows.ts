import {
  Advice,
  LanguageModelAdvice,
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  classifyPlacement,
  classifyRecommendation,
  findMonthlyCost,
  listRecommendedCores,
  useRecommendationText,
} from '../advice';
import { advisorTexts } from '../advice/texts';
import { CompareRow } from '../../ui/components/CompareTable';
import { formatChance, formatSeconds, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { useTexts } from '../../ui/texts/useTexts';
import { compareTexts } from './texts';

const lines = ['recommendation', 'chance', 'cost', 'p99'] as const;

/** With a language model, both axes are shown with their chances. */
const linesOfTwoAxes = [
  'model',
  'application',
  'modelCost',
  'modelLatency',
  'cost',
  'p99',
] as const;

type Line = (typeof lines | typeof linesOfTwoAxes)[number];

type Figure = (
  advice: Advice,
  pattern: Pattern,
  core: PlainPattern,
) => string | undefined;

const figures: Record<'chance' | 'cost' | 'p99', Figure> = {
  chance: ({ confidence }, _, core) => formatChance(confidence.expected[core]),
  cost: (advice, pattern, core) => {
    const monthly = findMonthlyCost(advice, pattern, core);
    return monthly === undefined ? undefined : formatUsd(monthly);
  },
  p99: ({ latency: { perPattern } }, pattern, core) => {
    const latency = perPattern[pattern] ?? perPattern[core];
    return latency.status === 'estimated'
      ? formatSeconds(latency.p99)
      : undefined;
  },
};

const hasNothingEligible = ({ languageModel }: Advice): boolean =>
  languageModel !== undefined &&
  classifyPlacement(languageModel).kind === 'impossible';

/** Two results in a few rows: what each recommends, its chance, cost and latency. */
export function useSummaryRows(before: Advice, after: Advice): CompareRow[] {
  const recommendationText = useRecommendationText();
  const t = useTexts(compareTexts, advisorTexts);
  const titles = useTitles();
  const isOfTwoAxes = Boolean(before.languageModel ?? after.languageModel);
  const withChance = (title: string, chance: number | undefined) =>
    chance === undefined
      ? title
      : t('compare.summary.withChance', {
          title,
          chance: formatChance(chance),
        });
  const formatLine = (line: Line, advice: Advice): string => {
    switch (line) {
      case 'recommendation':
        return recommendationText(advice);
      case 'application':
        return joinPatternFigures(advice, (_, pattern, core) =>
          withChance(titles.pattern(pattern), advice.confidence.expected[core]),
        );
      case 'model':
        return hasNothingEligible(advice)
          ? t('placement.impossible')
          : joinPlacementFigures(advice, (placement, { expected }) =>
              withChance(titles.placement(placement), expected[placement]),
            );
      case 'modelCost':
        return joinPlacementFigures(advice, formatModelCost);
      case 'modelLatency':
        return joinPlacementFigures(advice, formatModelLatency);
      default:
        return joinPatternFigures(advice, figures[line]);
    }
  };
  return (isOfTwoAxes ? linesOfTwoAxes : lines).map(line => {
    const [was, is] = [formatLine(line, before), formatLine(line, after)];
    return {
      id: line,
      label: t(
        isOfTwoAxes && line === 'cost'
          ? 'compare.summary.applicationCost'
          : `compare.summary.${line}`,
      ),
      before: was,
      after: is,
      changed: was !== is,
    };
  });
}

function formatModelCost(
  placement: Placement,
  { cost }: LanguageModelAdvice,
): string | undefined {
  const estimate = cost.perPlacement[placement];
  return estimate.status === 'estimated'
    ? formatUsd(estimate.monthly.mid)
    : undefined;
}

function formatModelLatency(
  placement: Placement,
  { latency }: LanguageModelAdvice,
): string | undefined {
  const estimate = latency.perPlacement[placement];
  return estimate.status === 'estimated'
    ? formatSeconds(estimate.firstToken.p95)
    : undefined;
}

/** Formats a figure of each recommended placement: two in a close call, none while open. */
function joinPlacementFigures(
  { languageModel }: Advice,
  figure: (
    placement: Placement,
    languageModel: LanguageModelAdvice,
  ) => string | undefined,
): string {
  const recommended = languageModel
    ? classifyPlacement(languageModel).recommended.map(
        placement => figure(placement, languageModel) ?? '–',
      )
    : [];
  return recommended.join(' / ') || '–';
}

/** Formats a figure of each recommended pattern: two in a close call, none while open. */
function joinPatternFigures(advice: Advice, figure: Figure): string {
  const cores = listRecommendedCores(advice);
  return (
    classifyRecommendation(advice)
      .recommended.map(
        (pattern, at) => figure(advice, pattern, cores[at]) ?? '–',
      )
      .join(' / ') || '–'
  );
}
