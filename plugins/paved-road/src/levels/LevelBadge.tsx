import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiCircleLine, RiMedalFill } from '@remixicon/react';
import { pavedRoadTranslationRef } from '../translation';
import styles from './levels.module.css';
import { RankedLevel, useLevelColors } from './useLevels';

/** The level of an entity in its metal; without one it has reached none. */
export function LevelBadge(props: { level?: RankedLevel }) {
  const { level } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { fill, on } = useLevelColors()(level);
  const Icon = level && level.rank > 0 ? RiMedalFill : RiCircleLine;
  return (
    <span className={styles.badge} style={{ background: fill, color: on }}>
      <Icon size={14} aria-hidden />
      {level?.title ?? t('scorecard.noLevel')}
    </span>
  );
}
