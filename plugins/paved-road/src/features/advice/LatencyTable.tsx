import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatSeconds, formatShare } from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EstimateTable } from './EstimateTable';
import { percentiles } from './latencyChart';
import { MissedRequirement } from './RankingBars';
import styles from './advisor.module.css';

/** Latency percentiles of each pattern against the requirement. */
export function LatencyTable(props: { advice: Advice }) {
  const { ranking, latency, languageModel } = props.advice;
  const t = useTexts(advisorTexts);
  // Results of older versions with a language model do not state it.
  const judgedByDefault = languageModel ? undefined : 'p99';
  const formatRequirement = (seconds: number, percentile?: string) =>
    percentile
      ? t('latency.required', { percentile, seconds: formatSeconds(seconds) })
      : formatSeconds(seconds);
  return (
    <EstimateTable
      label={t('latency.title')}
      optionLabel={t('latency.pattern')}
      options={patterns}
      estimates={latency.perPattern}
      relax={props.advice.languageModel?.relax}
      columns={[
        ...percentiles.map(percentile => ({
          id: percentile,
          label: percentile,
          align: 'end' as const,
          cell: (estimate: Record<typeof percentile, number>) =>
            formatSeconds(estimate[percentile]),
        })),
        {
          id: 'coldStart',
          label: t('latency.coldStarts'),
          align: 'end',
          cell: ({ coldStartProbability, coldStartSeconds }) => (
            <span className={styles.coldStart}>
              {t('latency.coldStart', {
                share: formatShare(coldStartProbability),
                duration: formatSeconds(coldStartSeconds),
              })}
            </span>
          ),
        },
        {
          id: 'requirement',
          label: t('latency.requirement'),
          cell: (
            { requirement, meetsRequirement, judgedBy = judgedByDefault },
            pattern,
          ) => (
            <div className={styles.requirement}>
              <RequirementChip
                requirement={
                  requirement === undefined
                    ? undefined
                    : formatRequirement(requirement, judgedBy)
                }
                isMet={meetsRequirement}
              />
              {ranking.some(
                ranked =>
                  ranked.pattern === pattern && ranked.missesRequirement,
              ) && <MissedRequirement />}
            </div>
          ),
        },
      ]}
    />
  );
}

/** Whether an option meets the requirement; absent if none is stated. */
export function RequirementChip(props: {
  requirement: string | undefined;
  isMet: boolean | undefined;
}) {
  const { requirement, isMet } = props;
  const t = useTexts(advisorTexts);
  return requirement === undefined || isMet === undefined ? (
    <Text as="span" color="secondary" variant="body-small">
      {t('latency.noRequirement')}
    </Text>
  ) : (
    <StatusChip tone={isMet ? 'success' : 'danger'}>
      {t(isMet ? 'latency.meets' : 'latency.misses', { requirement })}
    </StatusChip>
  );
}
