import { Flex, Text } from '@backstage/ui';
import {
  Advice,
  LanguageModelAdvice,
  PlacementLatency,
} from '@paved-road/plugin-paved-road-common';
import {
  getComparedLatency,
  patterns,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatNumber, formatSeconds, formatShare } from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EstimateTable } from './EstimateTable';
import { percentiles } from './latencyChart';
import { MissedRequirement } from './RankingBars';

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
            <span style={{ whiteSpace: 'normal' }}>
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
            <Flex direction="column" align="start" gap="1">
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
            </Flex>
          ),
        },
      ]}
    />
  );
}

/** Whether an option meets the requirement; absent if none is stated. */
function RequirementChip(props: {
  requirement: string | undefined;
  isMet: boolean | undefined;
}) {
  const { requirement, isMet } = props;
  const t = useTexts(advisorTexts);
  return requirement === undefined || isMet === undefined ? (
    <Text color="secondary" variant="body-small">
      {t('latency.noRequirement')}
    </Text>
  ) : (
    <StatusChip tone={isMet ? 'success' : 'danger'}>
      {t(isMet ? 'latency.meets' : 'latency.misses', { requirement })}
    </StatusChip>
  );
}

type KnownLatency = Extract<PlacementLatency, { status: 'estimated' }>;

/** Latency percentiles of each placement against the requirement. */
export function PlacementLatencyTable(props: {
  languageModel: LanguageModelAdvice;
}) {
  const t = useTexts(advisorTexts);
  const requirementText = (latency: KnownLatency) => {
    const { kind, p95 } = getComparedLatency(latency);
    return (
      latency.requirement &&
      t(`placement.latency.required.${kind}`, {
        seconds: formatSeconds(latency.requirement.seconds),
        p95: formatSeconds(p95),
      })
    );
  };
  return (
    <EstimateTable
      isStackable
      label={t('placement.latency.title')}
      optionLabel={t('placement.cost.placement')}
      options={placements}
      estimates={props.languageModel.latency.perPlacement}
      columns={[
        ...percentiles.map(percentile => ({
          id: percentile,
          label: t('placement.latency.firstTokenOf', { percentile }),
          align: 'end' as const,
          cell: ({ firstToken }: KnownLatency) =>
            formatSeconds(firstToken[percentile]),
        })),
        {
          id: 'rate',
          label: t('placement.latency.rateOf'),
          align: 'end',
          cell: ({ tokensPerSecond }) => formatNumber(tokensPerSecond.p50),
        },
        {
          id: 'response',
          label: t('placement.latency.response'),
          align: 'end',
          cell: ({ response }) => formatSeconds(response.p95),
        },
        {
          id: 'coldStart',
          label: t('latency.coldStarts'),
          align: 'end',
          cell: ({ coldStartProbability, coldStartSeconds }) =>
            coldStartProbability > 0
              ? t('latency.coldStart', {
                  share: formatShare(coldStartProbability),
                  duration: formatSeconds(coldStartSeconds),
                })
              : '–',
        },
        {
          id: 'requirement',
          label: t('latency.requirement'),
          cell: latency => (
            <RequirementChip
              requirement={requirementText(latency)}
              isMet={latency.meetsRequirement}
            />
          ),
        },
      ]}
    />
  );
}
