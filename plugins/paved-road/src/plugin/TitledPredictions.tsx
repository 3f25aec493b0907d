import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PredictionsSection } from '../pages/predictions/PredictionsSection';
import { pavedRoadTitlesTranslationRef } from './titles';

/** The predictions, with a title that a portal can translate or set in its config. */
export function TitledPredictions(props: { title?: string }) {
  const { t } = useTranslationRef(pavedRoadTitlesTranslationRef);
  return <PredictionsSection title={props.title ?? t('tab.predictions')} />;
}
