import { Text } from '@backstage/ui';
import {
  Advice,
  LanguageModelAdvice,
  Pattern,
  Placement,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import {
  classifyRecommendation,
  isPlaced,
  RequirementsToRelax,
  findMonthlyCost,
  classifyPlacement,
  listRecommendedCores,
  PlacementBars,
  RankingBars,
  useRecommendationText,
} from '../advice';
import { formatChance, formatSeconds, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from '../advice/texts';
import { whatIfTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { CompareTable } from '../../ui/components/CompareTable';
import { AnswerNotices } from '../form';
import styles from './whatIf.module.css';

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

/** The stored result next to the changed one, line by line. */
export function BeforeAndAfter(props: {
  before: Advice;
  after: Advice;
  isPending: boolean;
}) {
  const { before, after, isPending } = props;
  const recommendationText = useRecommendationText();
  const t = useTexts(whatIfTexts, advisorTexts);
  const titles = useTitles();
  const isOfTwoAxes = Boolean(before.languageModel ?? after.languageModel);
  const withChance = (title: string, chance: number | undefined) =>
    chance === undefined
      ? title
      : t('whatIf.summary.withChance', { title, chance: formatChance(chance) });
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
  const rows = (isOfTwoAxes ? linesOfTwoAxes : lines).map(line => {
    const [was, is] = [formatLine(line, before), formatLine(line, after)];
    return {
      id: line,
      label: t(
        isOfTwoAxes && line === 'cost'
          ? 'whatIf.summary.applicationCost'
          : `whatIf.summary.${line}`,
      ),
      before: was,
      after: is,
      changed: was !== is,
    };
  });
  return (
    // Announce only the outcome, not each pending update.
    <div role="status" aria-busy={isPending} className={styles.outcome}>
      <CompareTable
        isCompact
        label={t('whatIf.title')}
        before={t('whatIf.summary.before')}
        after={t('whatIf.summary.after')}
        rows={rows}
      />
      {isPlaced(after) && (
        <>
          <RequirementsToRelax languageModel={after.languageModel} />
          <PlacementBars isDense advice={after} />
        </>
      )}
      <RankingBars isDense={isPlaced(after)} advice={after} />
      <AnswerNotices
        notices={after.notices.filter(
          ({ id, text }) =>
            // Its field shows it.
            id !== 'free-resource' &&
            !before.notices.some(known => known.text === text),
        )}
      />
      {before.modelVersion !== after.modelVersion && (
        <Text as="p" variant="body-small">
          {t('whatIf.otherModel', {
            before: before.modelVersion,
            after: after.modelVersion,
          })}
        </Text>
      )}
    </div>
  );
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
