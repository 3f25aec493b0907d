import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { LegendEntry } from '../../advisor/charts/PatternLegend';
import legendStyles from '../../advisor/charts/PatternLegend.module.css';
import { pavedRoadTranslationRef } from '../../translation';
import { actualLook, evenLook } from './burnDownLook';

/** Which line of the chart is which. */
export function BurnDownLegend(props: { level: string }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ul className={legendStyles.legend} aria-hidden>
      <LegendEntry {...actualLook}>
        {t('campaigns.burnDown.actual', { level: props.level })}
      </LegendEntry>
      <LegendEntry {...evenLook}>{t('campaigns.burnDown.ideal')}</LegendEntry>
    </ul>
  );
}
