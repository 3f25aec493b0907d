import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { formatSigned } from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './TradeOffs.module.css';
import { withoutTitle } from './withoutTitle';

const shownAtFirst = 3;

/** What the recommended core is worst at, and who goes for it accepts. */
export function TradeOffs(props: { advice: Advice }) {
  const { tradeOffs, recommendation } = props.advice;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  if (tradeOffs.length === 0) {
    return null;
  }
  const title = t('tradeOffs.title', {
    pattern: titles.pattern(recommendation.core),
  });
  const rest = tradeOffs.length - shownAtFirst;
  return (
    <div>
      <Text as="h4" variant="body-medium" weight="bold">
        {title}
      </Text>
      <ul className={styles.tradeOffs} aria-label={title}>
        {(showsAll ? tradeOffs : tradeOffs.slice(0, shownAtFirst)).map(
          ({ criterion, points, text }) => (
            <li key={criterion} className={styles.tradeOff}>
              <span>
                <Text as="span">{titles.criterion(criterion)}</Text>{' '}
                <Text as="span" color="secondary" variant="body-small">
                  {withoutTitle(text, titles.criterion(criterion))}
                </Text>
              </span>
              <Text as="span" weight="bold" className={styles.points}>
                {formatSigned(-points)}
              </Text>
            </li>
          ),
        )}
      </ul>
      {rest > 0 && (
        <MoreButton
          isExpanded={showsAll}
          more={t('tradeOffs.more', { count: rest })}
          fewer={t('tradeOffs.fewer')}
          onChange={setShowsAll}
        />
      )}
    </div>
  );
}
