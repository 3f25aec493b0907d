import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  LatencyEstimate,
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatSeconds, formatShare } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './LatencyTable.module.css';
import { MissingAnswers } from './MissingAnswers';
import { MissingEstimates } from './MissingEstimates';

/** How fast each pattern answers, never as a mean alone, against what is required. */
export function LatencyTable(props: { advice: Advice }) {
  const { perPattern } = props.advice.latency;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const percentiles = (['p50', 'p95', 'p99'] as const).map(
    (percentile): DataColumn<PlainPattern> => ({
      id: percentile,
      label: percentile,
      align: 'end',
      cell: pattern => {
        const latency = perPattern[pattern];
        return latency.status === 'estimated'
          ? formatSeconds(latency[percentile])
          : '–';
      },
    }),
  );
  const columns: DataColumn<PlainPattern>[] = [
    { id: 'pattern', label: t('latency.pattern'), cell: titles.pattern },
    ...percentiles,
    {
      id: 'coldStart',
      label: t('latency.coldStarts'),
      align: 'end',
      cell: pattern => {
        const latency = perPattern[pattern];
        return latency.status === 'estimated' ? (
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
      cell: pattern => <Requirement latency={perPattern[pattern]} />,
    },
  ];
  if (
    plainPatterns.every(pattern => perPattern[pattern].status === 'unknown')
  ) {
    return (
      <MissingEstimates title={t('latency.title')} perPattern={perPattern} />
    );
  }
  return (
    <DataTable
      isCompact
      label={t('latency.title')}
      columns={columns}
      rows={[...plainPatterns]}
      getKey={pattern => pattern}
    />
  );
}

function Requirement(props: { latency: LatencyEstimate }) {
  const { latency } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (latency.status === 'unknown') {
    return <MissingAnswers fields={latency.missing} />;
  }
  const { requirement, meetsRequirement } = latency;
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
        requirement: formatSeconds(requirement),
      })}
    </StatusChip>
  );
}
