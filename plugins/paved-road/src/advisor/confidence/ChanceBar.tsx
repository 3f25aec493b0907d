import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  PlainPattern,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { formatChance } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { patternLooks } from '../../patterns';
import styles from './ChanceBar.module.css';

/** How likely each pattern is the right one, as parts of one bar and in numbers. */
export function ChanceBar(props: { chances: Record<PlainPattern, number> }) {
  const { chances } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div className={styles.chances}>
      <div className={styles.bar} aria-hidden>
        {plainPatterns.map(pattern => (
          <span
            key={pattern}
            className={styles.part}
            style={{
              flexGrow: chances[pattern],
              background: patternLooks[pattern].color,
            }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-label={t('confidence.chances')}>
        {plainPatterns.map(pattern => (
          <li key={pattern} className={styles.entry}>
            <span
              className={styles.swatch}
              style={{ background: patternLooks[pattern].color }}
              aria-hidden
            />
            <span>{titles.pattern(pattern)}</span>{' '}
            <span className={styles.share}>
              {formatChance(chances[pattern])}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
