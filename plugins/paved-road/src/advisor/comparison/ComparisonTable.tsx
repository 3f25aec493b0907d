import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  Advice,
  CriterionId,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import {
  formatFit,
  formatNumber,
  formatSeconds,
  formatUsd,
} from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { StatusChip } from '../../components/StatusChip';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { isAnnouncedCore } from '../verdict/announcementOf';
import { MissedRequirement } from '../why/MissedRequirement';
import { CriterionRow, heaviestRows } from './comparisonRows';
import styles from './ComparisonTable.module.css';
import { DemandDots } from './DemandDots';
import { SupplyCell } from './SupplyCell';

const shownAtFirst = 6;

/** A criterion, or the sum of them all. */
type TableRow = CriterionRow | 'fit';

/** Demand, weight and supplies by criterion, coloured by how well they meet. */
export function ComparisonTable(props: {
  advice: Advice;
  rows: CriterionRow[];
}) {
  const { advice, rows } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const heaviest = heaviestRows(rows, shownAtFirst);
  const rest = rows.length - heaviest.length;

  const columns: DataColumn<TableRow>[] = [
    {
      id: 'criterion',
      label: t('comparison.criterion'),
      cell: row =>
        row === 'fit' ? t('comparison.fit') : titles.criterion(row.id),
    },
    {
      id: 'demand',
      label: t('comparison.needs'),
      cell: row => row !== 'fit' && <Need row={row} />,
    },
    {
      id: 'weight',
      label: t('comparison.weight'),
      align: 'end',
      cell: row => row !== 'fit' && formatNumber(row.weight),
    },
    ...plainPatterns.map(pattern => ({
      id: pattern,
      label: titles.pattern(pattern),
      cell: (row: TableRow) =>
        row === 'fit' ? (
          <Fit advice={advice} pattern={pattern} />
        ) : (
          <Supply advice={advice} row={row} pattern={pattern} />
        ),
    })),
  ];

  return (
    <Flex direction="column" gap="3">
      <DataTable<TableRow>
        isCompact
        label={t('comparison.title')}
        columns={columns}
        rows={[...(showsAll ? rows : heaviest), 'fit']}
        getKey={row => (row === 'fit' ? 'fit' : `criterion ${row.id}`)}
      />
      {rest > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('comparison.more', { count: rest })}
          fewer={t('comparison.fewer')}
          onChange={setShowsAll}
        />
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('comparison.legend')}
      </Text>
    </Flex>
  );
}

function Need(props: { row: CriterionRow }) {
  const { isRequirement, contributions } = props.row;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [{ demand, supply }] = Object.values(contributions);
  if (!isRequirement) {
    return <DemandDots demand={demand} />;
  }
  return supply === undefined ? (
    <DemandDots />
  ) : (
    <span className={styles.need}>
      {t('comparison.teamHas', { supply: formatNumber(supply) })}
    </span>
  );
}

function Supply(props: {
  advice: Advice;
  row: CriterionRow;
  pattern: PlainPattern;
}) {
  const { advice, row, pattern } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const contribution = row.contributions[pattern];
  return (
    contribution && (
      <SupplyCell
        contribution={contribution}
        value={
          row.isRequirement
            ? t('comparison.asks', {
                demand: formatNumber(contribution.demand ?? 0),
              })
            : measuredValue(advice, row.id, pattern)
        }
      />
    )
  );
}

/** What was measured says more than the rating that is made of it. */
function measuredValue(
  { cost, latency }: Advice,
  criterion: CriterionId,
  pattern: PlainPattern,
): string | undefined {
  if (criterion === 'cost-at-volume') {
    const estimate = cost.perPattern[pattern];
    return estimate.status === 'estimated'
      ? formatUsd(estimate.monthly.mid)
      : undefined;
  }
  if (criterion === 'tail-latency') {
    const estimate = latency.perPattern[pattern];
    return estimate.status === 'estimated'
      ? formatSeconds(estimate.p99)
      : undefined;
  }
  return undefined;
}

function Fit(props: { advice: Advice; pattern: PlainPattern }) {
  const { advice, pattern } = props;
  const ranked = advice.ranking.find(found => found.pattern === pattern);
  const isWinner = isAnnouncedCore(advice, pattern);
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    ranked && (
      <span className={styles.fit}>
        <Text as="span" weight={isWinner ? 'bold' : 'regular'}>
          {formatFit(ranked.fit)}
        </Text>
        {!ranked.eligible && (
          <StatusChip tone="warning">{t('comparison.excluded')}</StatusChip>
        )}
        {ranked.missesRequirement && <MissedRequirement />}
      </span>
    )
  );
}
