import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  Confidence,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { formatShare } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ConfidenceMeter.module.css';
import { firstOpenAnswers } from './firstOpenAnswers';

/** Model 1 counted how often a pattern wins with other weights and numbers; it knew no verdict. */
export function EarlierConfidence(props: {
  advice: Advice;
  confidence: Confidence;
  share: number;
}) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div className={styles.meter}>
      <Text as="p" variant="body-small" weight="bold">
        {t('confidence.earlier.title', { share: formatShare(props.share) })}
      </Text>
      <div className={styles.track} aria-hidden>
        <div
          className={styles.bar}
          style={{ width: `${100 * props.share}%` }}
        />
      </div>
      <Text as="p" color="secondary" variant="body-small">
        <Wins {...props} />
      </Text>
    </div>
  );
}

function Wins(props: { advice: Advice; confidence: Confidence }) {
  const { ranking, recommendation } = props.advice;
  const { worstCase: wins, openAnswers } = props.confidence;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const leader = plainPatterns.reduce(
    (best, pattern) => (wins[pattern] > wins[best] ? pattern : best),
    recommendation.core,
  );
  const guess = 1 / ranking.filter(({ eligible }) => eligible).length;
  return wins[leader] <= guess && openAnswers.length > 0
    ? t('confidence.earlier.guess', {
        questions: firstOpenAnswers(props.confidence)
          .map(titles.field)
          .join(', '),
      })
    : t('confidence.earlier.wins', {
        pattern: titles.pattern(leader),
        share: formatShare(wins[leader]),
      });
}
