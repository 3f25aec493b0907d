import { Text } from '@backstage/ui';
import { Driver } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { MoreButton } from '../../ui/components/MoreButton';
import { formatSigned } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks, type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';

const shownAtFirst = 4;

/** Arguments for and against the winner as signed points that sum to the margin, with reasons on demand. */
export function DriverBars(props: {
  drivers: Driver[];
  /** Accessible name of the list; by default, the drivers of the pattern. */
  label?: string;
  /** The two patterns of a close call; neither side is drawn as bad. */
  sides?: [plus: Subject, minus: Subject];
}) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const [showsAll, setShowsAll] = useState(false);
  const drivers = props.drivers.filter(({ points }) => points !== 0);
  const rest = drivers.length - shownAtFirst;
  const largest = Math.abs(drivers[0]?.points ?? 0);
  return (
    <>
      <ul
        className={styles.drivers}
        aria-label={props.label ?? t('drivers.title')}
      >
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
                      looks[props.sides[driver.points > 0 ? 0 : 1]].color,
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

/** The text of a criterion without its title, for use next to the title. */
function withoutTitle(text: string, title: string): string {
  const start = `${title}: `;
  return text.startsWith(start) ? text.slice(start.length) : text;
}
