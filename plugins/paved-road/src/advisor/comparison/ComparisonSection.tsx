import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Advice,
  Contribution,
  criteriaById,
  CriterionId,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../components/DataTable';
import {
  formatFit,
  formatNumber,
  formatSeconds,
  formatUsd,
} from '../components/formats';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import styles from './ComparisonSection.module.css';
import { DemandDots } from './DemandDots';
import { SupplyCell } from './SupplyCell';
import { criterionTitle, patternTitle } from './titles';

/** A criterion with what each pattern contributes, or the sum of them all. */
type ComparisonRow = CriterionRow | { kind: 'fit'; id: 'fit' };

interface CriterionRow {
  kind: 'criterion';
  id: CriterionId;
  weight: number;
  contributions: Partial<Record<PlainPattern, Contribution>>;
}

/** Here the pattern demands and the team supplies. */
const isRequirement = ({ id }: CriterionRow) =>
  criteriaById.get(id)?.kind === 'requirement';

/** What the workload demands and what each pattern supplies, criterion by criterion. */
export function ComparisonSection(props: { advice: Advice }) {
  const { advice } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const rows = comparisonRows(advice);
  const hidden = rows.filter(
    row => row.kind === 'criterion' && row.weight === 0,
  );

  const columns: DataColumn<ComparisonRow>[] = [
    {
      id: 'criterion',
      label: t('comparison.criterion'),
      cell: row =>
        row.kind === 'fit' ? t('comparison.fit') : criterionTitle(row.id),
    },
    {
      id: 'demand',
      label: t('comparison.needs'),
      cell: row => row.kind === 'criterion' && <Need row={row} />,
    },
    {
      id: 'weight',
      label: t('comparison.weight'),
      align: 'end',
      cell: row => row.kind === 'criterion' && formatNumber(row.weight),
    },
    ...plainPatterns.map(pattern => ({
      id: pattern,
      label: patternTitle(pattern),
      cell: (row: ComparisonRow) => {
        if (row.kind === 'fit') {
          return <Fit advice={advice} pattern={pattern} />;
        }
        const contribution = row.contributions[pattern];
        return (
          contribution && (
            <SupplyCell
              contribution={contribution}
              value={
                isRequirement(row)
                  ? t('comparison.asks', {
                      demand: formatNumber(contribution.demand ?? 0),
                    })
                  : measuredValue(advice, row.id, pattern)
              }
            />
          )
        );
      },
    })),
  ];

  return (
    <Section title={t('comparison.title')}>
      <Flex direction="column" gap="3">
        <DataTable
          isCompact
          label={t('comparison.title')}
          columns={columns}
          rows={showsAll ? rows : rows.filter(row => !hidden.includes(row))}
          getKey={row => row.id}
        />
        <Text as="p" color="secondary" variant="body-small">
          {t('comparison.legend')}
        </Text>
        {hidden.length > 0 && (
          <div>
            <Button
              size="small"
              variant="tertiary"
              aria-expanded={showsAll}
              onPress={() => setShowsAll(!showsAll)}
            >
              {showsAll
                ? t('comparison.fewer')
                : t('comparison.more', { count: hidden.length })}
            </Button>
          </div>
        )}
      </Flex>
    </Section>
  );
}

/** Taken from the advice, not from today's model: an older advice has its own criteria. */
function comparisonRows({ ranking }: Advice): ComparisonRow[] {
  const criterionRows = ranking[0].contributions.map(
    ({ criterion }): CriterionRow => {
      const contributions = ranking.flatMap(({ pattern, contributions: all }) =>
        all
          .filter(contribution => contribution.criterion === criterion)
          .map(contribution => [pattern, contribution] as const),
      );
      return {
        kind: 'criterion',
        id: criterion,
        weight: Math.max(...contributions.map(([, { weight }]) => weight)),
        contributions: Object.fromEntries(contributions),
      };
    },
  );
  return [...criterionRows, { kind: 'fit', id: 'fit' }];
}

function Need(props: { row: CriterionRow }) {
  const { row } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [{ demand, supply }] = Object.values(row.contributions);
  if (!isRequirement(row)) {
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
  return (
    ranked && (
      <Text
        as="span"
        weight={pattern === advice.recommendation.core ? 'bold' : 'regular'}
      >
        {formatFit(ranked.fit)}
      </Text>
    )
  );
}
