import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Legend, LegendEntry } from '../../patterns';
import { pavedRoadTranslationRef } from '../../translation';
import { actualLook, evenLook } from './burnDownLook';

/** Which line of the chart is which. */
export function BurnDownLegend(props: { level: string }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Legend>
      <LegendEntry {...actualLook}>
        {t('campaigns.burnDown.actual', { level: props.level })}
      </LegendEntry>
      <LegendEntry {...evenLook}>{t('campaigns.burnDown.ideal')}</LegendEntry>
    </Legend>
  );
}
