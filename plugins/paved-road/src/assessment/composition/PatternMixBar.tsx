import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Pattern,
  SystemComposition,
} from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './PatternMixBar.module.css';

const colors: Record<Pattern, string> = {
  monolith: styles.monolith,
  microservices: styles.microservices,
  serverless: styles.serverless,
  hybrid: styles.hybrid,
};

/** How many components have which pattern: a bar, and the same in words. */
export function PatternMixBar(props: { mix: SystemComposition['patternMix'] }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  return (
    <section aria-label={t('composition.mix')}>
      <div className={styles.bar} aria-hidden>
        {props.mix.map(({ pattern, components }) => (
          <span
            key={pattern}
            className={colors[pattern]}
            style={{ flexGrow: components }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-label={t('composition.mix')}>
        {props.mix.map(({ pattern, components }) => (
          <li key={pattern}>
            <span
              aria-hidden
              className={`${styles.swatch} ${colors[pattern]}`}
            />
            {t('composition.mixEntry', {
              pattern: titles.pattern(pattern),
              components: String(components),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
