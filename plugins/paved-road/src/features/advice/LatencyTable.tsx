import { Text } from '@backstage/ui';
import {
  Advice,
  LatencyEstimate,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatSeconds, formatShare } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { MissedRequirement } from './RankingBars';
import styles from './advisor.module.css';
import { MissingAnswers, MissingEstimates } from './MissingAnswers';

/** Latency percentiles of each pattern against the requirement. */
export function LatencyTable(props: { advice: Advice }) {
  const { ranking, latency: latencies } = props.advice;
  const { perPattern } = latencies;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const shown = patterns.filter(pattern => perPattern[pattern]);
  const percentiles = (['p50', 'p95', 'p99'] as const).map(
    (percentile): DataColumn<Pattern> => ({
      id: percentile,
      label: percentile,
      align: 'end',
      cell: pattern => {
        const latency = perPattern[pattern];
        return latency?.status === 'estimated'
          ? formatSeconds(latency[percentile])
          : '–';
      },
    }),
  );
  const columns: DataColumn<Pattern>[] = [
    { id: 'pattern', label: t('latency.pattern'), cell: titles.pattern },
    ...percentiles,
    {
      id: 'coldStart',
      label: t('latency.coldStarts'),
      align: 'end',
      cell: pattern => {
        const latency = perPattern[pattern];
        return latency?.status === 'estimated' ? (
          <span className={styles.coldStart}>
            {t('latency.coldStart', {
              share: formatShare(latency.coldStartProbability),
              duration: formatSeconds(latency.coldStartSeconds),
            })}
          </span>
        ) : (
          '–'
        );
      },
    },
    {
      id: 'requirement',
      label: t('latency.requirement'),
      cell: pattern => (
        <div className={styles.requirement}>
          <Requirement latency={perPattern[pattern]} />
          {ranking.some(
            ranked => ranked.pattern === pattern && ranked.missesRequirement,
          ) && <MissedRequirement />}
        </div>
      ),
    },
  ];
  if (shown.every(pattern => perPattern[pattern]?.status === 'unknown')) {
    return (
      <MissingEstimates
        title={t('latency.title')}
        estimates={Object.values(perPattern)}
        relax={props.advice.languageModel?.relax}
      />
    );
  }
  return (
    <DataTable
      isCompact
      label={t('latency.title')}
      columns={columns}
      rows={shown}
      getKey={pattern => pattern}
    />
  );
}

function Requirement(props: { latency: LatencyEstimate | undefined }) {
  const { latency } = props;
  const t = useTexts(advisorTexts);
  if (!latency) {
    return null;
  }
  if (latency.status === 'unknown') {
    return <MissingAnswers fields={latency.missing} />;
  }
  const { requirement, meetsRequirement, judgedBy = 'p99' } = latency;
  if (requirement === undefined || meetsRequirement === undefined) {
    return (
      <Text as="span" color="secondary" variant="body-small">
        {t('latency.noRequirement')}
      </Text>
    );
  }
  return (
    <StatusChip tone={meetsRequirement ? 'success' : 'danger'}>
      {t(meetsRequirement ? 'latency.meets' : 'latency.misses', {
        percentile: judgedBy,
        requirement: formatSeconds(requirement),
      })}
    </StatusChip>
  );
}
