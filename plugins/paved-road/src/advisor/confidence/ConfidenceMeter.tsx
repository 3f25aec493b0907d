import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  Advice,
  Confidence,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './ConfidenceMeter.module.css';
import { firstOpenAnswers } from './firstOpenAnswers';

/** How sure the recommendation is, and which open answers stand against it. */
export function ConfidenceMeter(props: { advice: Advice }) {
  const { confidence, ranking, recommendation } = props.advice;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const isPossible = ranking.some(({ eligible }) => eligible);
  if (!confidence || recommendation.confidence === undefined || !isPossible) {
    return null;
  }
  const share = formatShare(recommendation.confidence);
  return (
    <div className={styles.meter}>
      <Text as="p" variant="body-small" weight="bold">
        {t('confidence.title', { share })}
      </Text>
      <div className={styles.track} aria-hidden>
        <div
          className={styles.bar}
          style={{ width: `${100 * recommendation.confidence}%` }}
        />
      </div>
      <Text as="p" color="secondary" variant="body-small">
        <Draws advice={props.advice} confidence={confidence} />
      </Text>
    </div>
  );
}

function Draws(props: { advice: Advice; confidence: Confidence }) {
  const { core } = props.advice.recommendation;
  const { draws, wins, guess, openAnswers } = props.confidence;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const leader = plainPatterns.reduce(
    (best, pattern) => (wins[pattern] > wins[best] ? pattern : best),
    core,
  );
  if (wins[leader] / draws <= guess && openAnswers.length > 0) {
    return t('confidence.guess', {
      questions: firstOpenAnswers(props.confidence)
        .map(titles.field)
        .join(', '),
    });
  }
  return t(leader === core ? 'confidence.won' : 'confidence.otherWon', {
    pattern: titles.pattern(leader),
    wins: formatNumber(wins[leader]),
    draws: formatNumber(draws),
  });
}
