import { Flex, Link, Text } from '@backstage/ui';
import {
  LanguageModelAdvice,
  Placement,
  PlacementCost,
  PlacementSetup,
} from '@paved-road/plugin-paved-road-common';
import { placements } from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo, useState } from 'react';
import { DataColumn, DataTable } from '../components/DataTable';
import { MoreButton } from '../components/MoreButton';
import { Section } from '../components/Section';
import { StatusChip } from '../components/StatusChip';
import {
  formatDate,
  formatPrecise,
  formatShare,
  formatShortNumber,
  formatUsd,
} from '../components/formats';
import { useTitles } from '../model';
import { PlacementLegend } from '../patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import styles from './advisor.module.css';
import { CurveFigure } from './CostCurve';
import { curveChart } from './costChart';
import { titlesWithCost } from './CostTable';
import { MissingAnswers, MissingEstimates } from './MissingAnswers';
import { classifyPlacement } from './verdict';
import {
  PlacementLatencyBars,
  PlacementLatencyTable,
} from './PlacementLatency';

/** Cost and latency of the language model in each placement, with the assumptions behind them. */
export function PlacementQuantitiesSection(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { languageModel } = props;
  const t = useTexts(advisorTexts);
  return (
    <Section title={t('placement.axis')}>
      <Flex direction="column" gap="4">
        <PlacementCostCurve languageModel={languageModel} />
        <PlacementCostTable languageModel={languageModel} />
        <Alternatives cost={languageModel.cost.perPlacement['hosted-api']} />
        <PlacementLatencyBars languageModel={languageModel} />
        <PlacementLatencyTable languageModel={languageModel} />
        <Text as="p" color="secondary" variant="body-small">
          {t('placement.cost.priceDate', {
            date: formatDate(languageModel.priceDate),
          })}
        </Text>
      </Flex>
    </Section>
  );
}

function PlacementCostCurve(props: { languageModel: LanguageModelAdvice }) {
  const { languageModel } = props;
  const t = useTexts(advisorTexts);
  const [recommended] = classifyPlacement(languageModel).recommended;
  const chart = useMemo(
    () =>
      curveChart({
        subjects: placements,
        recommended,
        curve: languageModel.cost.curve.map(({ tokensPerMonth, monthly }) => ({
          volume: tokensPerMonth,
          monthly,
        })),
        breakEven: languageModel.cost.breakEvenTokensPerMonth,
        assumed: languageModel.tokensPerMonth,
      }),
    [languageModel, recommended],
  );
  if (!chart) {
    return null;
  }
  return (
    <CurveFigure
      chart={chart}
      legend={
        <PlacementLegend
          note={placement => placement === recommended && ` ${t('cost.band')}`}
        />
      }
      caption={<CostCaption languageModel={languageModel} />}
      volumeText={tokens =>
        t('placement.cost.tokens', { tokens: formatShortNumber(tokens) })
      }
      volumeLabel={t('placement.cost.volume')}
      tableLabel={t('placement.cost.points')}
    />
  );
}

function CostCaption(props: { languageModel: LanguageModelAdvice }): string {
  const { cost, tokensPerMonth } = props.languageModel;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const [recommended] = classifyPlacement(props.languageModel).recommended;
  const estimate = recommended && cost.perPlacement[recommended];
  const { breakEvenTokensPerMonth: breakEven, breakEvenUtilisation: used } =
    cost;
  const breakEvenText = () => {
    if (breakEven === undefined) {
      return t('placement.cost.noBreakEven');
    }
    const tokens = formatShortNumber(breakEven);
    return used === undefined
      ? t('placement.cost.breakEven', { tokens })
      : t('placement.cost.breakEvenUsed', { tokens, share: formatShare(used) });
  };
  return [
    t('placement.cost.axes'),
    tokensPerMonth !== undefined &&
      estimate?.status === 'estimated' &&
      t('placement.cost.assumed', {
        tokens: formatShortNumber(tokensPerMonth),
        placement: titles.placement(recommended),
        low: formatUsd(estimate.monthly.low),
        high: formatUsd(estimate.monthly.high),
      }),
    breakEvenText(),
  ]
    .filter(Boolean)
    .join(' ');
}

/** A setup in one line: "2 × H100, Llama 3.3 70B fp8, 12% utilized". */
function useSetupText(): (setup: PlacementSetup) => string {
  const t = useTexts(advisorTexts);
  return ({
    model,
    gpu,
    gpusPerReplica = 1,
    replicas = 1,
    precision,
    utilisation,
  }) =>
    [
      gpu &&
        t('placement.cost.gpus', { count: gpusPerReplica * replicas, gpu }),
      [model, precision].filter(Boolean).join(' '),
      utilisation !== undefined &&
        t('placement.cost.used', { share: formatShare(utilisation) }),
    ]
      .filter(Boolean)
      .join(', ');
}

function PlacementCostTable(props: { languageModel: LanguageModelAdvice }) {
  const { perPlacement } = props.languageModel.cost;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const columns: DataColumn<Placement>[] = [
    {
      id: 'placement',
      label: t('placement.cost.placement'),
      cell: placement => (
        <div className={styles.pattern}>
          {titles.placement(placement)}
          <Setup cost={perPlacement[placement]} />
        </div>
      ),
    },
    {
      id: 'monthly',
      label: t('cost.monthly'),
      align: 'end',
      cell: placement => {
        const cost = perPlacement[placement];
        return cost.status === 'estimated' ? formatUsd(cost.monthly.mid) : '–';
      },
    },
    {
      id: 'range',
      label: t('cost.range'),
      align: 'end',
      cell: placement => {
        const cost = perPlacement[placement];
        return cost.status === 'estimated'
          ? t('cost.lowToHigh', {
              low: formatUsd(cost.monthly.low),
              high: formatUsd(cost.monthly.high),
            })
          : '–';
      },
    },
  ];
  const estimates = Object.values(perPlacement);
  if (estimates.every(({ status }) => status === 'unknown')) {
    return (
      <MissingEstimates
        title={t('placement.cost.title')}
        estimates={estimates}
      />
    );
  }
  return (
    <DataTable
      isCompact
      isStackable="narrow"
      label={t('placement.cost.title')}
      columns={columns}
      rows={[...placements]}
      getKey={placement => placement}
    />
  );
}

/** The priced setup of a placement, and the parts of its cost. */
function Setup(props: { cost: PlacementCost }) {
  const { cost } = props;
  const setupText = useSetupText();
  const t = useTexts(advisorTexts);
  switch (cost.status) {
    case 'unknown':
      return <MissingAnswers fields={cost.missing} />;
    case 'impossible':
      return (
        <Text as="span" color="secondary" variant="body-small">
          {t('placement.cost.impossible')}
        </Text>
      );
    default:
      return (
        <>
          <Text as="span" variant="body-small">
            {setupText(cost.setup)}
          </Text>
          {cost.setup.calibrated === false && (
            <Flex align="center" gap="2" className={styles.uncalibrated}>
              <StatusChip tone="warning">
                {t('placement.cost.uncalibrated')}
              </StatusChip>
              <Text as="span" variant="body-small">
                {t('placement.cost.spread', {
                  factor: formatPrecise(cost.setup.spread),
                })}
              </Text>
            </Flex>
          )}
          <Text as="span" color="secondary" variant="body-small">
            {titlesWithCost(cost.parts)}
          </Text>
        </>
      );
  }
}

type Alternative = { model: string; monthly: number };

/** The cost of other hosted models of the same quality. */
function Alternatives(props: { cost: PlacementCost }) {
  const { cost } = props;
  const t = useTexts(advisorTexts);
  const [isShown, setIsShown] = useState(false);
  const alternatives = (cost.status === 'estimated' && cost.alternatives) || [];
  if (alternatives.length === 0) {
    return null;
  }
  const columns: DataColumn<Alternative>[] = [
    {
      id: 'model',
      label: t('placement.cost.alternative'),
      cell: ({ model }) => model,
    },
    {
      id: 'monthly',
      label: t('cost.monthly'),
      align: 'end',
      cell: ({ monthly }) => formatUsd(monthly),
    },
  ];
  return (
    <div>
      <MoreButton
        isExpanded={isShown}
        more={t('placement.cost.showAlternatives', {
          count: alternatives.length,
        })}
        fewer={t('placement.cost.hideAlternatives')}
        onChange={setIsShown}
      />
      {isShown && (
        <DataTable
          isCompact
          label={t('placement.cost.alternatives')}
          columns={columns}
          rows={alternatives}
          getKey={({ model }) => model}
        />
      )}
    </div>
  );
}

/** Shows whether a gateway is recommended, the reasons, and the gateway of the organisation. */
export function GatewaySection(props: { languageModel: LanguageModelAdvice }) {
  const { due, reasons, offered } = props.languageModel.gateway;
  const t = useTexts(advisorTexts);
  return (
    <Section title={t('placement.gateway.title')}>
      <Flex direction="column" gap="2">
        <Text as="p" weight={due ? 'bold' : 'regular'}>
          {t(due ? 'placement.gateway.due' : 'placement.gateway.notDue')}
        </Text>
        {reasons.length > 0 && (
          <ul className={styles.list}>
            {reasons.map(reason => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {due && offered && (
          <Text as="p">
            {t('placement.gateway.offered')}{' '}
            {offered.url ? (
              <Link href={offered.url}>{offered.name}</Link>
            ) : (
              offered.name
            )}
          </Text>
        )}
        <Text as="p" color="secondary" variant="body-small">
          {t('placement.gateway.what')}
        </Text>
      </Flex>
    </Section>
  );
}
