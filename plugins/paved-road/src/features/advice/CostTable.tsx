import { numberColumn } from '../../ui/components/DataTable';
import { Text } from '@backstage/ui';
import {
  Advice,
  LanguageModelAdvice,
  PlacementSetup,
  Range,
} from '@paved-road/plugin-paved-road-common';
import {
  patterns,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { StatusChip } from '../../ui/components/StatusChip';
import {
  formatNumber,
  formatPrecise,
  formatShare,
  formatUsd,
} from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EstimateTable } from './EstimateTable';
import { Row } from '../../ui/components/Layout';
import { useRangeText } from './useRangeText';

const titlesWithCost = (items: { title: string; monthly: number }[]) =>
  items
    .map(({ title, monthly }) => `${title} ${formatUsd(monthly)}`)
    .join(' · ');

type Costed = { monthly: Range };

/** Returns the columns of a monthly cost with its range. */
function useCostColumns() {
  const t = useTexts(advisorTexts);
  const formatRange = useRangeText();
  return [
    numberColumn('monthly', t('cost.monthly'), ({ monthly }: Costed) =>
      formatUsd(monthly.mid),
    ),
    numberColumn('range', t('cost.range'), ({ monthly }: Costed) =>
      formatRange(monthly),
    ),
  ];
}

/** The monthly cost of each pattern at the expected volume, with its parts and purchase options. */
export function CostTable(props: { advice: Advice }) {
  const t = useTexts(advisorTexts);
  const costColumns = useCostColumns();
  return (
    <EstimateTable
      label={t('cost.title')}
      optionLabel={t('cost.pattern')}
      options={patterns}
      estimates={props.advice.cost.perPattern}
      relax={props.advice.languageModel?.relax}
      details={({ parts, purchaseOptions = [] }) => (
        <>
          <Text color="secondary" variant="body-small">
            {titlesWithCost(parts)}
          </Text>
          {purchaseOptions.length > 0 && (
            <Text color="secondary" variant="body-small">
              {t('cost.purchase', { options: titlesWithCost(purchaseOptions) })}
            </Text>
          )}
        </>
      )}
      columns={[
        ...costColumns,
        {
          id: 'replicas',
          label: t('cost.replicas'),
          align: 'end',
          cell: ({ replicas }) =>
            replicas === undefined
              ? t('cost.noReplicas')
              : formatNumber(replicas),
        },
      ]}
    />
  );
}

/** The monthly cost of each placement at the expected volume, with its setup and its parts. */
export function PlacementCostTable(props: {
  languageModel: LanguageModelAdvice;
}) {
  const t = useTexts(advisorTexts);
  const columns = useCostColumns();
  return (
    <EstimateTable
      isStackable="narrow"
      label={t('placement.cost.title')}
      optionLabel={t('placement.cost.placement')}
      options={placements}
      estimates={props.languageModel.cost.perPlacement}
      details={({ setup, parts }) => (
        <>
          <Setup setup={setup} />
          <Text color="secondary" variant="body-small">
            {titlesWithCost(parts)}
          </Text>
        </>
      )}
      columns={columns}
    />
  );
}

/** A setup in one line, such as "2 × H100, Llama 3.3 70B fp8, 12% utilized", and how accurate it is. */
function Setup(props: { setup: PlacementSetup }) {
  const { model, gpu, precision, utilisation, calibrated, spread } =
    props.setup;
  const { gpusPerReplica = 1, replicas = 1 } = props.setup;
  const t = useTexts(advisorTexts);
  return (
    <>
      <Text variant="body-small">
        {[
          gpu &&
            t('placement.cost.gpus', { count: gpusPerReplica * replicas, gpu }),
          [model, precision].filter(Boolean).join(' '),
          utilisation !== undefined &&
            t('placement.cost.used', { share: formatShare(utilisation) }),
        ]
          .filter(Boolean)
          .join(', ')}
      </Text>
      {calibrated === false && (
        <Row>
          <StatusChip tone="warning">
            {t('placement.cost.uncalibrated')}
          </StatusChip>
          <Text variant="body-small">
            {t('placement.cost.spread', { factor: formatPrecise(spread) })}
          </Text>
        </Row>
      )}
    </>
  );
}
