import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatShare } from '../../components/formats';
import { useTitles } from '../../model';
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
  const subject = pattern === core ? 'pattern' : 'core';
  return (
    <>
      <Text as="p" weight="bold">
        {t(`verdict.word.${verdict}`)}
      </Text>
      <Text as="p" variant="body-small">
        {verdict === 'not-enough-answers'
          ? t('confidence.open')
          : t(`confidence.${subject}.${boundOf(chance, worstCase)}`, {
              pattern: titles.pattern(core),
              share: formatShare(chance),
              least: formatShare(worstCase),
            })}
      </Text>
    </>
  );
}

/** What the open answers leave of a chance. */
function boundOf(chance: number, worstCase: number) {
  if (formatShare(chance) === formatShare(worstCase)) {
    return 'known' as const;
  }
  return worstCase < negligible ? ('unbound' as const) : ('open' as const);
}

function IfAnswered(props: { chance: number }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="p" color="secondary" variant="body-small">
      {t('confidence.ifAnswered', { share: formatShare(props.chance) })}
    </Text>
  );
}
