import { Flex, Text } from '@backstage/ui';
import { Advice, PlacementCost } from '@paved-road/plugin-paved-road-common';
import { lazy, ReactNode, useMemo, useState } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import {
  column,
  DataColumn,
  DataTable,
  numberColumn,
} from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import { formatDate, formatUsd } from '../../ui/formats';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { AssumptionList } from './Assumptions';
import { AdviceAxis } from './axes';
import { CostFigure, CostPointTable, useCostChart } from './CostFigure';
import { CostTable, PlacementCostTable } from './CostTable';
import { LatencyTable, PlacementLatencyTable } from './LatencyTable';
import { SmallButton } from '../../ui/components/SmallButton';
import { firstTokenChart, LatencyChart, latencyChart } from './latencyChart';

const LatencyDrawing = lazy(() => import('./LatencyDrawing'));

/** Cost and latency of the options of one choice: as pictures, with their numbers on demand. */
export function CostAndLatencySection(props: {
  advice: Advice;
  axis: AdviceAxis;
  /** Requests a month in the profile; absent if unknown. */
  volume?: number;
  /** Opens the assumptions for editing. */
  onChangeAssumptions?: () => void;
}) {
  const { advice, axis, volume, onChangeAssumptions } = props;
  const { languageModel } = advice;
  const t = useTexts(advisorTexts);
  const [showsNumbers, setShowsNumbers] = useState(false);
  const isModel = axis.id === 'model';
  const costs = useCostChart(advice, axis, volume);
  const latencies = useMemo(
    () =>
      isModel
        ? languageModel && firstTokenChart(languageModel)
        : latencyChart(advice),
    [advice, isModel, languageModel],
  );
  const tables: Record<'cost' | 'latency', ReactNode> =
    isModel && languageModel
      ? {
          cost: <PlacementCostTable languageModel={languageModel} />,
          latency: <PlacementLatencyTable languageModel={languageModel} />,
        }
      : {
          cost: <CostTable advice={advice} />,
          latency: <LatencyTable advice={advice} />,
        };
  const getTitle = () => {
    if (!languageModel) {
      return t('quantities.title');
    }
    return t(isModel ? 'placement.axis' : 'placement.applicationAxis');
  };
  return (
    <Section
      title={getTitle()}
      actions={
        onChangeAssumptions && (
          <SmallButton variant="tertiary" onPress={onChangeAssumptions}>
            {t('quantities.assumptions')}
          </SmallButton>
        )
      }
    >
      <div className={styles.container}>
        <Flex direction="column" gap="3">
          {/* Without a picture, the table shows which answers are missing. */}
          <div className={styles.columns}>
            {costs ? (
              <CostFigure
                advice={advice}
                axis={axis}
                chart={costs}
                volume={volume}
              />
            ) : (
              tables.cost
            )}
            {latencies ? (
              <LatencyFigure chart={latencies} isModel={isModel} />
            ) : (
              tables.latency
            )}
          </div>
          {(costs || latencies) && (
            <MoreButton
              isExpanded={showsNumbers}
              more={t('quantities.showNumbers')}
              fewer={t('quantities.hideNumbers')}
              onChange={setShowsNumbers}
            />
          )}
          {showsNumbers && (
            <>
              {costs && tables.cost}
              {isModel && languageModel && (
                <Alternatives
                  cost={languageModel.cost.perPlacement['hosted-api']}
                />
              )}
              {latencies && tables.latency}
              {costs && <CostPointTable axis={axis} chart={costs} />}
            </>
          )}
          {isModel && languageModel && (
            <Text as="p" color="secondary" variant="body-small">
              {t('placement.cost.priceDate', {
                date: formatDate(languageModel.priceDate),
              })}
            </Text>
          )}
          {!isModel && advice.assumptions.length > 0 && (
            <AssumptionList assumptions={advice.assumptions} />
          )}
        </Flex>
      </div>
    </Section>
  );
}

function LatencyFigure(props: { chart: LatencyChart; isModel: boolean }) {
  const { chart, isModel } = props;
  const t = useTexts(advisorTexts);
  return (
    <ChartFigure
      height={60 + chart.bars.length * 62}
      caption={[
        isModel && t('placement.latency.firstToken'),
        t(`latency.caption.${chart.axis.scale}`),
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <LatencyDrawing chart={chart} />
    </ChartFigure>
  );
}

type Alternative = { model: string; monthly: number };

/** The cost of other hosted models of the same quality. */
function Alternatives(props: { cost: PlacementCost }) {
  const { cost } = props;
  const t = useTexts(advisorTexts);
  const alternatives = (cost.status === 'estimated' && cost.alternatives) || [];
  if (alternatives.length === 0) {
    return null;
  }
  const columns: DataColumn<Alternative>[] = [
    column('model', t('placement.cost.alternative'), ({ model }) => model),
    numberColumn('monthly', t('cost.monthly'), ({ monthly }) =>
      formatUsd(monthly),
    ),
  ];
  return (
    <DataTable
      isCompact
      label={t('placement.cost.alternatives')}
      columns={columns}
      rows={alternatives}
      getKey={({ model }) => model}
    />
  );
}
