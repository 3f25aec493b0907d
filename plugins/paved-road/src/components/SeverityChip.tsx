import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Risk } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../translation';
import { StatusChip, Tone } from './StatusChip';

const tones: Record<Risk['severity'], Tone> = {
  high: 'danger',
  medium: 'warning',
  low: 'info',
};

/** How severe a risk is. */
export function SeverityChip(props: { severity: Risk['severity'] }) {
  const { severity } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <StatusChip tone={tones[severity]}>
      {t(`risks.severity.${severity}`)}
    </StatusChip>
  );
}
