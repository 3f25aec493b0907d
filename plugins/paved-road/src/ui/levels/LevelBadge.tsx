import { VisuallyHidden } from '@backstage/ui';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { RiCheckLine, RiCircleLine, RiMedalFill } from '@remixicon/react';
import { useTexts } from '../texts/useTexts';
import { levelsTexts } from './texts';
import styles from './levels.module.css';
import { RankedLevel, useLevelColors } from './useLevels';

/** The level of an entity in its color; "no level" if absent. */
export function LevelBadge(props: {
  level?: RankedLevel;
  /** In a ladder: whether the level is reached, and a note. */
  progress?: { isReached: boolean; text: string };
  /** Whether a level was lost, so that none is not the beginning. */
  isLost?: boolean;
  /** Short text for narrow places. */
  isShort?: boolean;
}) {
  const { level, progress, isShort, isLost } = props;
  const t = useTexts(levelsTexts);
  const { fill, on } = useLevelColors()(level);
  const isOpen = progress?.isReached === false;
  const Icon = level && level.rank > 0 ? RiMedalFill : RiCircleLine;
  const getTitle = () => {
    if (level && level.id !== noLevel) {
      return level.title;
    }
    if (isShort) {
      return t('scorecard.none');
    }
    return t(isLost ? 'scorecard.lostLevel' : 'scorecard.noLevel');
  };
  return (
    <span
      className={isOpen ? `${styles.badge} ${styles.open}` : styles.badge}
      style={isOpen ? { borderColor: fill } : { background: fill, color: on }}
    >
      {progress?.isReached ? (
        <RiCheckLine size={14} aria-hidden />
      ) : (
        <Icon size={14} aria-hidden />
      )}
      {getTitle()}
      {isOpen && <span> · {progress.text}</span>}
      {progress?.isReached && <VisuallyHidden> {progress.text}</VisuallyHidden>}
    </span>
  );
}
