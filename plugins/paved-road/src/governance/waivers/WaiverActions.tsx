import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { stepsOf, WaiverDecisionStep } from './decisions';

/** A button for each decision that is open to the person. */
export function WaiverActions(props: {
  waiver: Waiver;
  onDecide: (step: WaiverDecisionStep) => void;
}) {
  const { waiver, onDecide } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      {stepsOf(waiver).map(step => (
        <Button
          key={step}
          size="small"
          variant={step === 'approve' ? 'primary' : 'secondary'}
          aria-label={t(`waivers.decide.${step}.actionOf`, {
            check: waiver.checkTitle,
            service: waiver.entityTitle,
          })}
          onPress={() => onDecide(step)}
        >
          {t(`waivers.decide.${step}.action`)}
        </Button>
      ))}
    </>
  );
}
