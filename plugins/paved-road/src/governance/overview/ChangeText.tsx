import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiSubtractLine,
} from '@remixicon/react';
import { formatDate, formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './Tile.module.css';
import { TileChange } from './tileChange';

const icons = {
  up: RiArrowUpLine,
  down: RiArrowDownLine,
  none: RiSubtractLine,
};

/** In which direction a figure went, by how much, and since when. */
export function ChangeText(props: {
  change: TileChange;
  /** Which direction is the wanted one, where one is. */
  wanted?: 'up' | 'down';
}) {
  const { by, isShare, since, days } = props.change;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const direction = directionOf(by);
  const Icon = icons[direction];
  const size = Math.abs(by);
  const points =
    size < 1
      ? t('overview.change.fewPoints')
      : t('overview.change.points', { count: Math.round(size) });
  return (
    <Text
      as="p"
      variant="body-small"
      className={styleOf(direction, props.wanted)}
    >
      <Icon size={16} aria-hidden />
      {t(`overview.change.${direction}`, {
        by: isShare ? points : formatNumber(size),
        period:
          days === 30
            ? t('overview.change.inDays', { count: days })
            : t('overview.change.since', { date: formatDate(since) }),
      })}
    </Text>
  );
}

function directionOf(by: number): keyof typeof icons {
  if (by === 0) {
    return 'none';
  }
  return by > 0 ? 'up' : 'down';
}

function styleOf(direction: keyof typeof icons, wanted?: 'up' | 'down') {
  if (wanted === undefined || direction === 'none') {
    return styles.change;
  }
  return `${styles.change} ${direction === wanted ? styles.better : styles.worse}`;
}
