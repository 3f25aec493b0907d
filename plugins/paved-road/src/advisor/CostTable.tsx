import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  CostEstimate,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { DataColumn, DataTable } from '../components/DataTable';
import { formatNumber, formatUsd } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { MissingAnswers } from './MissingAnswers';
import { patternTitle } from './titles';

/** The monthly cost of each pattern at the expected volume, with its range and its parts. */
export function CostTable(props: { advice: Advice }) {
  const { perPattern } = props.advice.cost;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const estimated = <T,>(
    pattern: PlainPattern,
    render: (cost: Extract<CostEstimate, { status: 'estimated' }>) => T,
  ) => {
    const cost = perPattern[pattern];
    return cost.status === 'estimated' ? render(cost) : '–';
  };
  const columns: DataColumn<PlainPattern>[] = [
    { id: 'pattern', label: t('cost.pattern'), cell: patternTitle },
    {
      id: 'monthly',
      label: t('cost.monthly'),
      align: 'end',
      cell: pattern =>
        estimated(pattern, ({ monthly }) => formatUsd(monthly.mid)),
    },
    {
      id: 'range',
      label: t('cost.range'),
      align: 'end',
      cell: pattern =>
        estimated(pattern, ({ monthly }) =>
          t('cost.lowToHigh', {
            low: formatUsd(monthly.low),
            high: formatUsd(monthly.high),
          }),
        ),
    },
    {
      id: 'replicas',
      label: t('cost.replicas'),
      align: 'end',
      cell: pattern =>
        estimated(pattern, ({ replicas }) =>
          replicas === undefined
            ? t('cost.noReplicas')
            : formatNumber(replicas),
        ),
    },
    {
      id: 'parts',
      label: t('cost.parts'),
      cell: pattern => {
        const cost = perPattern[pattern];
        return (
          <Text as="span" color="secondary" variant="body-small">
            {cost.status === 'estimated' ? (
              cost.parts
                .map(({ title, monthly }) => `${title} ${formatUsd(monthly)}`)
                .join(' · ')
            ) : (
              <MissingAnswers fields={cost.missing} />
            )}
          </Text>
        );
      },
    },
  ];
  return (
    <DataTable
      label={t('cost.title')}
      columns={columns}
      rows={[...plainPatterns]}
      getKey={pattern => pattern}
    />
  );
}
