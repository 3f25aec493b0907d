import { Flex, Link, Text } from '@backstage/ui';
import {
  Pattern,
  PatternMix,
  ScorecardsSummary,
  Stage,
} from '@paved-road/plugin-paved-road-common';
import { patterns, stages } from '@paved-road/plugin-paved-road-common/advisor';
import { RiErrorWarningLine } from '@remixicon/react';
import { CSSProperties } from 'react';
import { AsyncView } from '../../ui/components/AsyncView';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { formatNumber } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { useTitles } from '../../ui/model';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useFleetData } from '../../data/fleet/fleetData';
import { useServicesLink } from '../../data/links/urlQueries';
import { usePatternTitle } from '../../ui/patterns';
import { PlainList } from '../../ui/components/Layout';
import styles from './overview.module.css';

type MixCell = PatternMix['cells'][number];

interface StageRow {
  /** Absent if the stage is unknown. */
  stage?: Stage;
  entities: number;
  /** `none` is the group without a pattern. */
  cells: Map<Pattern | 'none', MixCell>;
}

const patternKeys = [...patterns, 'none'] as const;

/** The existing stages in order, then services with an unknown stage. */
function stageRows({ cells }: PatternMix): StageRow[] {
  return [...stages, undefined]
    .map((stage): StageRow => {
      const atStage = cells.filter(cell => cell.stage === stage);
      return {
        stage,
        entities: atStage.reduce((sum, { entities }) => sum + entities, 0),
        cells: new Map(atStage.map(cell => [cell.pattern ?? 'none', cell])),
      };
    })
    .filter(({ entities }) => entities > 0);
}

/** All patterns, plus `none` if there are services without a pattern. */
function stagePatterns({ cells }: PatternMix): (Pattern | 'none')[] {
  return patternKeys.filter(
    key => key !== 'none' || cells.some(({ pattern }) => pattern === undefined),
  );
}

/** Patterns of the services by stage, with combinations that the model doubts. */
export function PatternStages(props: {
  totals: ScorecardsSummary['totals'];
  kind?: string;
}) {
  const { kind } = props;
  const t = useTexts(overviewTexts);
  const mix = useFleetData(['patternMix', kind], api =>
    api.getPatternMix({ kind }),
  );
  return (
    <Section headingLevel="h2" title={t('overview.stages')}>
      <Decisions {...props} />
      <AsyncView state={mix}>
        {value =>
          value.cells.length === 0 ? (
            <Text as="p">{t('overview.noStages')}</Text>
          ) : (
            <Flex direction="column" gap="3">
              <StageTable mix={value} kind={kind} />
              <Doubts cells={value.cells} kind={kind} />
            </Flex>
          )
        }
      </AsyncView>
    </Section>
  );
}

/** How many services have a decision, and how many of these have a caveat. */
function Decisions(props: {
  totals: ScorecardsSummary['totals'];
  kind?: string;
}) {
  const { kind } = props;
  const { assessable, assessed, approved, submitted, stale, waived } =
    props.totals;
  const t = useTexts(overviewTexts);
  const servicesLink = useServicesLink();
  const links = [
    {
      count: assessable - assessed,
      text: 'overview.notAssessed',
      href: servicesLink({ assessment: 'none', kind }),
    },
    {
      count: approved,
      text: 'overview.approved',
      href: servicesLink({ assessment: 'approved', kind }),
    },
    {
      count: stale,
      text: 'overview.stale',
      href: servicesLink({ stale: true, kind }),
    },
    {
      count: waived,
      text: 'overview.waived',
      href: servicesLink({ state: 'waived', kind }),
    },
    {
      count: submitted,
      text: 'overview.waiting',
      href: servicesLink({ assessment: 'submitted', kind }),
    },
  ] as const;
  return (
    <ul className={styles.legend} aria-label={t('overview.decisions')}>
      <li>
        {t('overview.assessed', {
          part: formatNumber(assessed),
          total: formatNumber(assessable),
        })}
      </li>
      {links
        .filter(({ count }) => count > 0)
        .map(({ count, text, href }) => (
          <li key={text}>
            <Link href={href}>{t(text, { count })}</Link>
          </li>
        ))}
    </ul>
  );
}

function useCellTexts(kind: string | undefined) {
  const t = useTexts(overviewTexts);
  const titles = useTitles();
  const patternTitle = usePatternTitle();
  const servicesLink = useServicesLink();
  return {
    stage: (stage: MixCell['stage']) =>
      stage ? titles.stage(stage) : t('overview.noStage'),
    pattern: (pattern: Pattern | 'none' | undefined) =>
      patternTitle(pattern ?? 'none'),
    link: ({ stage, pattern }: MixCell) =>
      servicesLink({
        stage: stage ?? 'none',
        pattern: pattern ?? 'none',
        kind,
      }),
  };
}

function StageTable(props: { mix: PatternMix; kind?: string }) {
  const { mix, kind } = props;
  const t = useTexts(overviewTexts);
  const texts = useCellTexts(kind);
  const columns: DataColumn<StageRow>[] = [
    column('stage', t('overview.stage'), ({ stage }) => texts.stage(stage)),
    ...stagePatterns(mix).map((pattern): DataColumn<StageRow> =>
      column(`pattern ${pattern}`, texts.pattern(pattern), row => {
        const cell = row.cells.get(pattern);
        return (
          cell && (
            <MixLink
              cell={cell}
              kind={kind}
              share={cell.entities / row.entities}
            />
          )
        );
      }),
    ),
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

/** The number of services, with a link to them. */
function MixLink(props: {
  cell: MixCell;
  kind?: string;
  /** Share of the services at the stage, 0..1. */
  share: number;
}) {
  const { cell, share } = props;
  const t = useTexts(overviewTexts);
  const texts = useCellTexts(props.kind);
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

function Doubts(props: { cells: MixCell[]; kind?: string }) {
  const t = useTexts(overviewTexts);
  const texts = useCellTexts(props.kind);
  const doubted = props.cells
    .filter(({ doubt }) => doubt)
    .sort((a, b) => b.entities - a.entities);
  return (
    doubted.length > 0 && (
      <PlainList>
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
      </PlainList>
    )
  );
}
