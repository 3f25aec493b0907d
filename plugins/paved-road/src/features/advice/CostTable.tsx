import { Text } from '@backstage/ui';
import {
  Advice,
  CostEstimate,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { ReactNode } from 'react';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { formatNumber, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useRangeText } from './useRangeText';
import styles from './advisor.module.css';
import { MissingAnswers, MissingEstimates } from './MissingAnswers';

type KnownCost = Extract<CostEstimate, { status: 'estimated' }>;

/** Lists cost parts with their cost. */
export const titlesWithCost = (items: { title: string; monthly: number }[]) =>
  items
    .map(({ title, monthly }) => `${title} ${formatUsd(monthly)}`)
    .join(' · ');

/** The monthly cost of each pattern at the expected volume, with its range and its parts. */
export function CostTable(props: { advice: Advice }) {
  const { perPattern } = props.advice.cost;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const formatRange = useRangeText();
  const known =
    (render: (cost: KnownCost) => ReactNode) => (pattern: Pattern) => {
      const cost = perPattern[pattern];
      return cost?.status === 'estimated' ? render(cost) : '–';
    };
  const shown = patterns.filter(pattern => perPattern[pattern]);
  const columns: DataColumn<Pattern>[] = [
    {
      id: 'pattern',
      label: t('cost.pattern'),
      cell: pattern => (
        <div className={styles.pattern}>
          {titles.pattern(pattern)}
          <Parts cost={perPattern[pattern]} />
        </div>
      ),
    },
    {
      id: 'monthly',
      label: t('cost.monthly'),
      align: 'end',
      cell: known(({ monthly }) => formatUsd(monthly.mid)),
    },
    {
      id: 'range',
      label: t('cost.range'),
      align: 'end',
      cell: known(({ monthly }) => formatRange(monthly)),
    },
    {
      id: 'replicas',
      label: t('cost.replicas'),
      align: 'end',
      cell: known(({ replicas }) =>
        replicas === undefined ? t('cost.noReplicas') : formatNumber(replicas),
      ),
    },
  ];
  if (shown.every(pattern => perPattern[pattern]?.status === 'unknown')) {
    return (
      <MissingEstimates
        title={t('cost.title')}
        estimates={Object.values(perPattern)}
        relax={props.advice.languageModel?.relax}
      />
    );
  }
  return (
    <DataTable
      isCompact
      label={t('cost.title')}
      columns={columns}
      rows={shown}
      getKey={pattern => pattern}
    />
  );
}

/** Cost parts and purchase options, or the answers missing for an estimate. */
function Parts(props: { cost: CostEstimate | undefined }) {
  const { cost } = props;
  const t = useTexts(advisorTexts);
  if (!cost) {
    return null;
  }
  if (cost.status === 'unknown') {
    return <MissingAnswers fields={cost.missing} />;
  }
  const { parts, purchaseOptions = [] } = cost;
  return (
    <>
      <Text as="span" color="secondary" variant="body-small">
        {titlesWithCost(parts)}
      </Text>
      {purchaseOptions.length > 0 && (
        <Text as="span" color="secondary" variant="body-small">
          {t('cost.purchase', { options: titlesWithCost(purchaseOptions) })}
        </Text>
      )}
    </>
  );
}
