import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { Pattern, PatternMix } from '@paved-road/plugin-paved-road-common';
import { RiErrorWarningLine } from '@remixicon/react';
import { CSSProperties } from 'react';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber } from '../../components/formats';
import { Section } from '../../components/Section';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import { usePatternTitle } from '../usePatternTitle';
import { MixCell, stagePatterns, StageRow, stageRows } from './stageRows';
import styles from './PatternStages.module.css';

/** Which patterns the services have at which stage, and which of that the model doubts. */
export function PatternStages() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const mix = useFleetData(() => api.getPatternMix(), [api]);
  return (
    <Section headingLevel="h2" title={t('overview.stages')}>
      <AsyncView state={mix}>
        {value =>
          value.cells.length === 0 ? (
            <Text as="p">{t('overview.noStages')}</Text>
          ) : (
            <Flex direction="column" gap="3">
              <StageTable mix={value} />
              <Doubts cells={value.cells} />
            </Flex>
          )
        }
      </AsyncView>
    </Section>
  );
}

function useCellTexts() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const patternTitle = usePatternTitle();
  const servicesLink = useServicesLink();
  return {
    stage: (stage: MixCell['stage']) =>
      stage ? titles.stage(stage) : t('overview.noStage'),
    pattern: (pattern: Pattern | 'none' | undefined) =>
      patternTitle(pattern ?? 'none'),
    link: ({ stage, pattern }: MixCell) =>
      servicesLink({ stage: stage ?? 'none', pattern: pattern ?? 'none' }),
  };
}

function StageTable(props: { mix: PatternMix }) {
  const { mix } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = useCellTexts();
  const columns: DataColumn<StageRow>[] = [
    {
      id: 'stage',
      label: t('overview.stage'),
      cell: ({ stage }) => texts.stage(stage),
    },
    ...stagePatterns(mix).map((pattern): DataColumn<StageRow> => ({
      id: `pattern ${pattern}`,
      label: texts.pattern(pattern),
      cell: row => {
        const cell = row.cells.get(pattern);
        return (
          cell && <MixLink cell={cell} share={cell.entities / row.entities} />
        );
      },
    })),
  ];
  return (
    <DataTable
      isCompact
      isStackable="narrow"
      label={t('overview.stages')}
      columns={columns}
      rows={stageRows(mix)}
      getKey={({ stage }) => `stage ${stage}`}
    />
  );
}

/** How many services there are, a way to them. */
function MixLink(props: {
  cell: MixCell;
  /** Of the services at the stage, 0..1. */
  share: number;
}) {
  const { cell, share } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = useCellTexts();
  const label = t('overview.cell', {
    count: cell.entities,
    pattern: texts.pattern(cell.pattern),
    stage: texts.stage(cell.stage),
  });
  return (
    <Link
      href={texts.link(cell)}
      aria-label={cell.doubt ? `${label}, ${t('overview.suspicious')}` : label}
      className={
        cell.doubt ? `${styles.cell} ${styles.suspicious}` : styles.cell
      }
      style={{ '--share': `${Math.round(100 * share)}%` } as CSSProperties}
    >
      {cell.doubt && <RiErrorWarningLine size={14} aria-hidden />}
      {formatNumber(cell.entities)}
    </Link>
  );
}

function Doubts(props: { cells: MixCell[] }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = useCellTexts();
  const doubted = props.cells
    .filter(({ doubt }) => doubt)
    .sort((a, b) => b.entities - a.entities);
  return (
    doubted.length > 0 && (
      <ul className={styles.doubts}>
        {doubted.map(cell => (
          <li key={`${cell.stage} ${cell.pattern}`} className={styles.doubt}>
            <RiErrorWarningLine size={16} aria-hidden />
            <Text as="p">
              {t('overview.doubt', {
                count: cell.entities,
                stage: texts.stage(cell.stage),
                pattern: texts.pattern(cell.pattern),
                doubt: cell.doubt ?? '',
              })}{' '}
              <Link href={texts.link(cell)}>{t('overview.showThem')}</Link>
            </Text>
          </li>
        ))}
      </ul>
    )
  );
}
