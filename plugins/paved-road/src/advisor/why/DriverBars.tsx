import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Driver, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { formatSigned } from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { patternLooks } from '../../patterns';
import styles from './DriverBars.module.css';
import { withoutTitle } from './withoutTitle';

const shownAtFirst = 4;

/** What speaks for the winner and what against it, as signed points that sum to the margin; all of them with their reasons. */
export function DriverBars(props: {
  drivers: Driver[];
  /** The patterns that the points speak for in a close call, where neither of them is bad. */
  sides?: [plus: PlainPattern, minus: PlainPattern];
}) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const drivers = props.drivers.filter(({ points }) => points !== 0);
  const rest = drivers.length - shownAtFirst;
  const largest = Math.abs(drivers[0]?.points ?? 0);
  return (
    <>
      <ul className={styles.drivers} aria-label={t('drivers.title')}>
        {(showsAll ? drivers : drivers.slice(0, shownAtFirst)).map(driver => (
          <li key={driver.criterion} className={styles.driver}>
            <Text as="span">{titles.criterion(driver.criterion)}</Text>
            <span className={styles.axis} aria-hidden>
              <span
                className={driver.points > 0 ? styles.for : styles.against}
                style={{
                  width: `${(50 * Math.abs(driver.points)) / largest}%`,
                  ...(props.sides && {
                    background:
                      patternLooks[props.sides[driver.points > 0 ? 0 : 1]]
                        .color,
                  }),
                }}
              />
            </span>
            <Text as="span" weight="bold" className={styles.points}>
              {formatSigned(driver.points)}
            </Text>
            {showsAll && (
              <Text
                as="span"
                color="secondary"
                variant="body-small"
                className={styles.reason}
              >
                {withoutTitle(driver.text, titles.criterion(driver.criterion))}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {drivers.length > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={
            rest > 0 ? t('drivers.more', { count: rest }) : t('drivers.reasons')
          }
          fewer={t('drivers.fewer')}
          onChange={setShowsAll}
        />
      )}
    </>
  );
}
