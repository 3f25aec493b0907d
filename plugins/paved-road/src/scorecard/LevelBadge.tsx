import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiMedalLine } from '@remixicon/react';
import { StatusChip } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';

/** The level of an entity; without a title it has reached none. */
export function LevelBadge(props: { title?: string }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return props.title === undefined ? (
    <StatusChip tone="neutral">{t('scorecard.noLevel')}</StatusChip>
  ) : (
    <StatusChip tone="info" icon={RiMedalLine}>
      {props.title}
    </StatusChip>
  );
}
