import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatChance } from '../../components/formats';
import { isOptional, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { ChanceBar } from './ChanceBar';
import styles from './ConfidenceMeter.module.css';
import { EarlierConfidence } from './EarlierConfidence';

/** Below it, the open answers may come to anything. */
const negligible = 0.01;

/** How likely the announced pattern is the right one, beside the others. */
export function ConfidenceMeter(props: { advice: Advice }) {
  const { confidence, ranking, recommendation } = props.advice;
  const isPossible = ranking.some(({ eligible }) => eligible);
  if (!confidence || recommendation.confidence === undefined || !isPossible) {
    return null;
  }
  const { expected, ifAnswered } = confidence;
  if (!expected || !recommendation.verdict) {
    return (
      <EarlierConfidence
        advice={props.advice}
        confidence={confidence}
        share={recommendation.confidence}
      />
    );
  }
  return (
    <div className={styles.meter}>
      <Verdict advice={props.advice} />
      <ChanceBar chances={expected} />
      {recommendation.verdict === 'not-enough-answers' && ifAnswered && (
        <IfAnswered chance={ifAnswered} />
      )}
    </div>
  );
}

/** The verdict in a word, and the chance that it rests on. */
function Verdict(props: { advice: Advice }) {
  const { confidence: chance = 0, ...recommended } =
    props.advice.recommendation;
  const { pattern, core, verdict = 'clear', worstCase = chance } = recommended;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (verdict === 'not-enough-answers') {
    return (
      <Text as="p" weight="bold">
        {t('confidence.soFar')}
      </Text>
    );
  }
  const subject = pattern === core ? 'pattern' : 'core';
  return (
    <>
      <Text as="p" weight="bold">
        {t(`verdict.word.${verdict}`)}
      </Text>
      <Text as="p" variant="body-small">
        {t(`confidence.${subject}.${boundOf(props.advice)}`, {
          pattern: titles.pattern(core),
          share: formatChance(chance),
          least: formatChance(worstCase),
        })}
      </Text>
    </>
  );
}

/** What the open answers leave of a chance. */
function boundOf({ recommendation, unanswered }: Advice) {
  const { confidence = 0, worstCase = confidence, verdict } = recommendation;
  if (worstCase < negligible && verdict === 'clear') {
    return 'unbound' as const;
  }
  if (
    worstCase < negligible ||
    formatChance(confidence) === formatChance(worstCase)
  ) {
    return 'known' as const;
  }
  return unanswered.every(isOptional)
    ? ('optional' as const)
    : ('open' as const);
}

function IfAnswered(props: { chance: number }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="p" color="secondary" variant="body-small">
      {t('confidence.ifAnswered', { share: formatChance(props.chance) })}
    </Text>
  );
}
