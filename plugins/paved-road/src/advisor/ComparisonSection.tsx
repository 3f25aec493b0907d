import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Advice,
  Contribution,
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
import { DemandDots } from './DemandDots';
import { SupplyCell } from './SupplyCell';
import { criterionTitle, patternTitle } from './titles';

/** A criterion with what each pattern contributes, or the sum of them all. */
type ComparisonRow =
  | {
      kind: 'criterion';
      id: CriterionId;
      demand?: number;
      weight: number;
      contributions: Partial<Record<PlainPattern, Contribution>>;
    }
  | { kind: 'fit'; id: 'fit' };

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
      cell: row =>
        row.kind === 'criterion' && <DemandDots demand={row.demand} />,
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
              value={measuredValue(advice, row.id, pattern)}
            />
          )
        );
      },
    })),
  ];

  return (
    <Section
      title={t('comparison.title')}
      actions={
        hidden.length > 0 && (
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
        )
      }
    >
      <Flex direction="column" gap="3">
        <DataTable
          label={t('comparison.title')}
          columns={columns}
          rows={showsAll ? rows : rows.filter(row => !hidden.includes(row))}
          getKey={row => row.id}
        />
        <Text as="p" color="secondary" variant="body-small">
          {t('comparison.legend')}
        </Text>
      </Flex>
    </Section>
  );
}

/** Taken from the advice, not from today's model: an older advice has its own criteria. */
function comparisonRows({ ranking }: Advice): ComparisonRow[] {
  const criterionRows = ranking[0].contributions.map(
    ({ criterion, demand, weight }) => ({
      kind: 'criterion' as const,
      id: criterion,
      demand,
      weight,
      contributions: Object.fromEntries(
        ranking.map(({ pattern, contributions }) => [
          pattern,
          contributions.find(found => found.criterion === criterion),
        ]),
      ),
    }),
  );
  return [...criterionRows, { kind: 'fit', id: 'fit' }];
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
