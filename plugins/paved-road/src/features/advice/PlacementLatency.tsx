import { Text } from '@backstage/ui';
import {
  LanguageModelAdvice,
  Placement,
  PlacementLatency,
} from '@paved-road/plugin-paved-road-common';
import {
  getComparedLatency,
  placements,
} from '@paved-road/plugin-paved-road-common/advisor';
import { lazy, useMemo } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatNumber, formatSeconds, formatShare } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { percentileChart, percentiles } from './latencyChart';
import { MissingAnswers, MissingEstimates } from './MissingAnswers';

const LatencyDrawing = lazy(() => import('./LatencyDrawing'));

/** First token and token rate of each placement as bars; the table below has the same numbers. */
export function PlacementLatencyBars(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { perPlacement } = props.languageModel.latency;
  const t = useTexts(advisorTexts);
  const charts = useMemo(() => {
    const known = placements.flatMap(subject => {
      const estimate = perPlacement[subject];
      return estimate.status === 'estimated' ? [{ subject, estimate }] : [];
    });
    const required = known[0]?.estimate.requirement;
    return {
      firstToken: percentileChart(
        known.map(({ subject, estimate }) => ({
          subject,
          ...estimate.firstToken,
        })),
        required?.of === 'first-token' ? required.seconds : undefined,
      ),
      rate: percentileChart(
        known.map(({ subject, estimate }) => ({
          subject,
          ...estimate.tokensPerSecond,
        })),
      ),
    };
  }, [perPlacement]);
  if (!charts.firstToken || !charts.rate) {
    return null;
  }
  const height = 60 + charts.rate.bars.length * 62;
  return (
    <div className={styles.container}>
      <div className={styles.charts}>
        <ChartFigure
          height={height}
          caption={[
            t('placement.latency.firstToken'),
            t(`latency.caption.${charts.firstToken.axis.scale}`),
          ].join(' ')}
        >
          <LatencyDrawing chart={charts.firstToken} />
        </ChartFigure>
        <ChartFigure height={height} caption={t('placement.latency.rate')}>
          <LatencyDrawing
            chart={charts.rate}
            format={rate =>
              t('placement.latency.tokens', { tokens: formatNumber(rate) })
            }
          />
        </ChartFigure>
      </div>
    </div>
  );
}

type KnownLatency = Extract<PlacementLatency, { status: 'estimated' }>;

export function PlacementLatencyTable(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { perPlacement } = props.languageModel.latency;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const known =
    (render: (latency: KnownLatency) => string) => (placement: Placement) => {
      const latency = perPlacement[placement];
      return latency.status === 'estimated' ? render(latency) : '–';
    };
  const columns: DataColumn<Placement>[] = [
    {
      id: 'placement',
      label: t('placement.cost.placement'),
      cell: titles.placement,
    },
    ...percentiles.map((percentile): DataColumn<Placement> => ({
      id: percentile,
      label: t('placement.latency.firstTokenOf', { percentile }),
      align: 'end',
      cell: known(({ firstToken }) => formatSeconds(firstToken[percentile])),
    })),
    {
      id: 'rate',
      label: t('placement.latency.rateOf'),
      align: 'end',
      cell: known(({ tokensPerSecond }) => formatNumber(tokensPerSecond.p50)),
    },
    {
      id: 'response',
      label: t('placement.latency.response'),
      align: 'end',
      cell: known(({ response }) => formatSeconds(response.p95)),
    },
    {
      id: 'coldStart',
      label: t('latency.coldStarts'),
      align: 'end',
      cell: known(({ coldStartProbability, coldStartSeconds }) =>
        coldStartProbability > 0
          ? t('latency.coldStart', {
              share: formatShare(coldStartProbability),
              duration: formatSeconds(coldStartSeconds),
            })
          : '–',
      ),
    },
    {
      id: 'requirement',
      label: t('latency.requirement'),
      cell: placement => (
        <PlacementRequirement latency={perPlacement[placement]} />
      ),
    },
  ];
  const estimates = Object.values(perPlacement);
  if (estimates.every(({ status }) => status === 'unknown')) {
    return (
      <MissingEstimates
        title={t('placement.latency.title')}
        estimates={estimates}
      />
    );
  }
  return (
    <DataTable
      isCompact
      isStackable
      label={t('placement.latency.title')}
      columns={columns}
      rows={[...placements]}
      getKey={placement => placement}
    />
  );
}

/** Whether a placement meets the requirement for the first token or the response. */
function PlacementRequirement(props: { latency: PlacementLatency }) {
  const { latency } = props;
  const t = useTexts(advisorTexts);
  if (latency.status === 'unknown') {
    return <MissingAnswers fields={latency.missing} />;
  }
  if (latency.status === 'impossible') {
    return (
      <Text as="span" color="secondary" variant="body-small">
        {t('placement.cost.impossible')}
      </Text>
    );
  }
  const { requirement, meetsRequirement } = latency;
  if (!requirement || meetsRequirement === undefined) {
    return (
      <Text as="span" color="secondary" variant="body-small">
        {t('latency.noRequirement')}
      </Text>
    );
  }
  const { kind, p95 } = getComparedLatency(latency);
  return (
    <StatusChip tone={meetsRequirement ? 'success' : 'danger'}>
      {t(
        meetsRequirement
          ? 'placement.latency.meets'
          : 'placement.latency.misses',
        {
          requirement: t(`placement.latency.required.${kind}`, {
            seconds: formatSeconds(requirement.seconds),
            p95: formatSeconds(p95),
          }),
        },
      )}
    </StatusChip>
  );
}
