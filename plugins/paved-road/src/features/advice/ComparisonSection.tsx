import {
  Button,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  Advice,
  CriterionId,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { lazy, useState } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { Section } from '../../ui/components/Section';
import { formatSeconds, formatUsd } from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { LegendEntry, PatternLegend } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ComparisonTable } from './ComparisonTable';
import {
  comparisonRows,
  CriterionRow,
  demandLook,
  radarAxes,
} from './comparisonRows';
import { rankedPatterns } from './ranked';
import { listRecommendedCores } from './verdict';

const views = ['table', 'radar'] as const;

/** Compares demand and supply, criterion by criterion. */
export function ComparisonSection(props: {
  advice: Advice;
  /** Opens the weights for editing. */
  onChangeWeights?: () => void;
}) {
  const { advice, onChangeWeights } = props;
  const t = useTexts(advisorTexts);
  const model = useModel();
  const [view, setView] = useState<(typeof views)[number]>('table');
  const ranked = rankedPatterns(advice);
  const rows = comparisonRows(ranked, model.criteria);
  return (
    <Section
      title={t(
        advice.languageModel ? 'placement.applicationAxis' : 'comparison.title',
      )}
      actions={
        <Flex align="center" gap="2">
          <ToggleButtonGroup
            aria-label={t('comparison.view.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={([selected]) =>
              setView(views.find(id => id === selected) ?? view)
            }
          >
            {views.map(id => (
              <ToggleButton key={id} id={id} size="small">
                {t(`comparison.view.${id}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {onChangeWeights && (
            <Button size="small" variant="tertiary" onPress={onChangeWeights}>
              {t('comparison.weights')}
            </Button>
          )}
        </Flex>
      }
    >
      {view === 'table' ? (
        <ComparisonTable
          label={t('comparison.title')}
          subjects={plainPatterns}
          ranked={ranked}
          rows={rows}
          measured={(criterion, pattern) =>
            measuredValue(advice, criterion, pattern)
          }
          winners={listRecommendedCores(advice)}
        />
      ) : (
        <ComparisonRadar advice={advice} rows={rows} />
      )}
    </Section>
  );
}

function measuredValue(
  { cost, latency }: Advice,
  criterion: CriterionId,
  pattern: PlainPattern,
): string | undefined {
  if (criterion === 'cost-at-volume') {
    const estimate = cost.perPattern[pattern];
    return estimate.status === 'estimated'
      ? formatUsd(estimate.monthly.mid)
      : undefined;
  }
  if (criterion === 'tail-latency') {
    const estimate = latency.perPattern[pattern];
    return estimate.status === 'estimated'
      ? formatSeconds(estimate.p99)
      : undefined;
  }
  return undefined;
}

const RadarDrawing = lazy(() => import('./RadarDrawing'));

/** Draws the supply of each pattern and the demand as outlines. */
function ComparisonRadar(props: { advice: Advice; rows: CriterionRow[] }) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const axes = radarAxes(props.rows);
  const [core] = listRecommendedCores(props.advice);
  if (axes.length < 3) {
    return <Text as="p">{t('comparison.radar.tooFew')}</Text>;
  }
  return (
    <ChartFigure
      height={420}
      legend={
        <PatternLegend>
          <LegendEntry {...demandLook}>{t('comparison.needs')}</LegendEntry>
        </PatternLegend>
      }
      caption={
        core
          ? t('comparison.radar.caption', { pattern: titles.pattern(core) })
          : t('comparison.radar.captionOfAll')
      }
    >
      <RadarDrawing
        core={core}
        axes={axes.map(axis => ({
          ...axis,
          title: titles.criterion(axis.criterion),
        }))}
      />
    </ChartFigure>
  );
}
