import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Flips } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './FirstFlips.module.css';

const shown = 3;

/** The first things that would change the answer; the full result has all of them. */
export function FirstFlips(props: { flips: Flips }) {
  const { numbers, answers, weights } = props.flips;
  const headingId = useId();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = [...numbers, ...answers, ...weights]
    .slice(0, shown)
    .map(({ text }) => text);
  if (texts.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="h4" id={headingId} variant="body-medium" weight="bold">
        {t('live.flips')}
      </Text>
      <ul className={styles.flips} aria-labelledby={headingId}>
        {texts.map(text => (
          <li key={text}>
            <Text as="span">{text}</Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
