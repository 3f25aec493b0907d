import { Flex, Link, Text } from '@backstage/ui';
import {
  LanguageModelAdvice,
  PlacementCost,
} from '@paved-road/plugin-paved-road-common';
import { placements } from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo, useState } from 'react';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import {
  formatDate,
  formatShare,
  formatShortNumber,
  formatUsd,
} from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { PlacementLegend } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { CurveFigure } from './CostCurve';
import { curveChart } from './costChart';
import { PlacementCostTable } from './CostTable';
import { useRangeText } from './useRangeText';
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
  const formatRange = useRangeText();
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
        range: formatRange(estimate.monthly),
      }),
    breakEvenText(),
  ]
    .filter(Boolean)
    .join(' ');
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
