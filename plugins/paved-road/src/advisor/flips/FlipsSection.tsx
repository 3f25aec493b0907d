import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import { MoreButton } from '../../components/MoreButton';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { FlipCondition } from './FlipCondition';
import { FlipRow, flipRows } from './flipRows';
import styles from './FlipsSection.module.css';

const shownAtFirst = 7;

/** The numbers, answers and weights that would change the recommendation. */
export function FlipsSection(props: { advice: Advice }) {
  const { flips, recommendation } = props.advice;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const rows = flipRows(flips);
  const rest = rows.length - shownAtFirst;
  const isHybrid = recommendation.pattern === 'hybrid';
  const columns: DataColumn<FlipRow>[] = [
    {
      id: 'if',
      label: t('flips.if'),
      cell: row => <FlipCondition row={row} />,
    },
    {
      id: 'then',
      label: t('flips.then'),
      cell: row => <Outcome row={row} isHybrid={isHybrid} />,
    },
  ];
  return (
    <Section
      title={t('flips.title')}
      actions={
        recommendation.tooClose && (
          <StatusChip tone="warning">
            {t(
              recommendation.verdict
                ? 'verdict.word.close'
                : 'margin.earlier.tooCloseTitle',
            )}
          </StatusChip>
        )
      }
    >
      <Flex direction="column" gap="3">
        {rows.length === 0 ? (
          <Text as="p">{t('flips.none')}</Text>
        ) : (
          <DataTable
            isCompact
            label={t('flips.title')}
            columns={columns}
            rows={showsAll ? rows : rows.slice(0, shownAtFirst)}
            getKey={({ kind, id }) => `${kind} ${id}`}
          />
        )}
        {rest > 0 && (
          <MoreButton
            isExpanded={showsAll}
            more={t('flips.more', { count: rest })}
            fewer={t('flips.fewer')}
            onChange={setShowsAll}
          />
        )}
        {flips.without.length > 0 && <Without paths={flips.without} />}
      </Flex>
    </Section>
  );
}

function Outcome(props: { row: FlipRow; isHybrid: boolean }) {
  const { row, isHybrid } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const core = titles.pattern(row.flip.core);
  if (row.kind === 'weight') {
    return isHybrid ? t('flips.core', { core }) : core;
  }
  const { pattern, background } = row.flip;
  return background
    ? t('flips.composition', {
        pattern: titles.pattern(pattern),
        core,
        background: titles.pattern(background),
      })
    : titles.pattern(pattern);
}

/** The questions to which no other answer changes anything; nobody needs to argue about them. */
function Without(props: { paths: string[] }) {
  const { paths } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <details className={styles.without}>
      <summary>{t('flips.without', { count: paths.length })}</summary>
      {paths.map(titles.field).join(' · ')}
    </details>
  );
}
