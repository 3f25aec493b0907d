import { Advice, CriterionId } from '@paved-road/plugin-paved-road-common';
import { getComparedLatency } from '@paved-road/plugin-paved-road-common/advisor';
import { Section } from '../../ui/components/Section';
import { formatSeconds, formatUsd } from '../../ui/formats';
import { useModel } from '../../ui/model';
import { type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdviceAxis } from './axes';
import { ComparisonTable } from './ComparisonTable';
import { SmallButton } from '../../ui/components/SmallButton';
import { comparisonRows } from './comparisonRows';

/** Compares demand and supply of one choice, criterion by criterion. */
export function ComparisonSection(props: {
  advice: Advice;
  axis: AdviceAxis;
  /** Opens the weights for editing. */
  onChangeWeights?: () => void;
}) {
  const { advice, axis, onChangeWeights } = props;
  const { id, ranked, subjects, recommended } = axis;
  const t = useTexts(advisorTexts);
  const model = useModel();
  const isModel = id === 'model';
  const { criteria } = isModel ? model.languageModels : model;
  const title = advice.languageModel
    ? t(isModel ? 'placement.axis' : 'placement.applicationAxis')
    : t('comparison.title');
  return (
    <Section
      title={title}
      actions={
        onChangeWeights && (
          <SmallButton variant="tertiary" onPress={onChangeWeights}>
            {t('comparison.weights')}
          </SmallButton>
        )
      }
    >
      <ComparisonTable
        label={t(isModel ? 'placement.comparison' : 'comparison.title')}
        subjects={subjects}
        ranked={ranked}
        rows={comparisonRows(ranked, criteria)}
        measured={(criterion, subject) =>
          formatEstimate(advice, criterion, subject)
        }
        winners={recommended}
      />
    </Section>
  );
}

/** An estimated value, which says more than the rating derived from it. */
function formatEstimate(
  { cost, latency, languageModel }: Advice,
  criterion: CriterionId,
  subject: Subject,
): string | undefined {
  const costs = { ...cost.perPattern, ...languageModel?.cost.perPlacement };
  const monthly = costs[subject];
  switch (criterion) {
    case 'cost-at-volume':
    case 'model-cost':
      return monthly?.status === 'estimated'
        ? formatUsd(monthly.monthly.mid)
        : undefined;
    case 'tail-latency': {
      const found = new Map(Object.entries(latency.perPattern)).get(subject);
      return found?.status === 'estimated'
        ? formatSeconds(found.p99)
        : undefined;
    }
    case 'model-latency': {
      const found = new Map(
        Object.entries(languageModel?.latency.perPlacement ?? {}),
      ).get(subject);
      return found?.status === 'estimated'
        ? formatSeconds(getComparedLatency(found).p95)
        : undefined;
    }
    default:
      return undefined;
  }
}
