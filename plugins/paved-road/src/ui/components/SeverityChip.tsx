import { Risk } from '@paved-road/plugin-paved-road-common';
import { useTexts } from '../texts/useTexts';
import { StatusChip, Tone } from './StatusChip';
import { componentsTexts } from './texts';

const tones: Record<Risk['severity'], Tone> = {
  high: 'danger',
  medium: 'warning',
  low: 'info',
};

export function SeverityChip(props: { severity: Risk['severity'] }) {
  const { severity } = props;
  const t = useTexts(componentsTexts);
  return (
    <StatusChip tone={tones[severity]}>
      {t(`risks.severity.${severity}`)}
    </StatusChip>
  );
}
