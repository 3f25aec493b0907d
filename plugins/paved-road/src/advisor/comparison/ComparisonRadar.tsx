import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { lazy } from 'react';
import { ChartFigure } from '../../components/ChartFigure';
import { LegendEntry, PatternLegend } from '../../patterns';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { announcementOf } from '../verdict/announcementOf';
import { CriterionRow } from './comparisonRows';
import { demandLook, radarAxes } from './radarAxes';

const RadarDrawing = lazy(() => import('./RadarDrawing'));

/** The supplies of the patterns against what the workload demands, as outlines. */
export function ComparisonRadar(props: {
  advice: Advice;
  rows: CriterionRow[];
}) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const axes = radarAxes(props.rows);
  const core =
    announcementOf(props.advice).kind === 'none'
      ? undefined
      : props.advice.recommendation.core;
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
