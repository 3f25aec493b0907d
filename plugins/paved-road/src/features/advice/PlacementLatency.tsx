import {
  LanguageModelAdvice,
  PlacementLatency,
} from '@paved-road/plugin-paved-road-common';
import {
  getComparedLatency,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo } from 'react';
import { formatNumber, formatSeconds, formatShare } from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { EstimateTable } from './EstimateTable';
import { percentileChart, percentiles } from './latencyChart';
import { LatencyFigure } from './LatencyFigure';
import { RequirementChip } from './LatencyTable';

/** First token and token rate of each placement as bars; the table below has the same numbers. */
export function PlacementLatencyBars(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { perPlacement } = props.languageModel.latency;
  const t = useTexts(advisorTexts);
  const charts = useMemo(
    () => ({
      firstToken: percentileChart(
        placements,
        perPlacement,
        ({ firstToken }) => firstToken,
        ({ requirement }) =>
          requirement?.of === 'first-token' ? requirement.seconds : undefined,
      ),
      rate: percentileChart(
        placements,
        perPlacement,
        ({ tokensPerSecond }) => tokensPerSecond,
      ),
    }),
    [perPlacement],
  );
  if (!charts.firstToken || !charts.rate) {
    return null;
  }
  return (
    <div className={styles.container}>
      <div className={styles.charts}>
        <LatencyFigure
          chart={charts.firstToken}
          caption={[
            t('placement.latency.firstToken'),
            t(`latency.caption.${charts.firstToken.axis.scale}`),
          ].join(' ')}
        />
        <LatencyFigure
          chart={charts.rate}
          caption={t('placement.latency.rate')}
          format={rate =>
            t('placement.latency.tokens', { tokens: formatNumber(rate) })
          }
        />
      </div>
    </div>
  );
}

type KnownLatency = Extract<PlacementLatency, { status: 'estimated' }>;

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
