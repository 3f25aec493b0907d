import { Flex, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import {
  plainPatterns,
  isOptional,
} from '@paved-road/plugin-paved-road-common/advisor';
import { formatChance } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks, type Subject } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { describeVerdict } from './verdict';

/** Below this, open answers can change the result completely. */
export const negligible = 0.01;

/** Chance that the recommended pattern is right, compared with the others. */
export function ConfidenceMeter(props: { advice: Advice }) {
  const t = useTexts(advisorTexts);
  const { confidence, ranking, recommendation } = props.advice;
  const isPossible = ranking.some(({ eligible }) => eligible);
  if (!isPossible) {
    return null;
  }
  const { expected, ifAnswered } = confidence;
  return (
    <Flex direction="column" gap="1">
      <Verdict advice={props.advice} />
      <ChanceBar
        label={t('confidence.chances')}
        subjects={plainPatterns}
        chances={expected}
      />
      {recommendation.verdict === 'not-enough-answers' && (
        <IfAnswered chance={ifAnswered} />
      )}
    </Flex>
  );
}

/** The verdict in a word, with its chance. */
function Verdict(props: { advice: Advice }) {
  const { confidence, pattern, core, verdict, worstCase } =
    props.advice.recommendation;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
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
        {t(
          `verdict.word.${describeVerdict({ verdict, worstCase, openAnswers: props.advice.confidence.openAnswers })}`,
        )}
      </Text>
      <Text as="p" variant="body-small">
        {t(`confidence.${subject}.${classifyWorstCase(props.advice)}`, {
          pattern: titles.pattern(core),
          share: formatChance(confidence),
          least: formatChance(worstCase),
        })}
      </Text>
    </>
  );
}

/** Classifies the lowest chance that the open answers can lead to. */
function classifyWorstCase({ recommendation, unanswered }: Advice) {
  const { confidence, worstCase, verdict } = recommendation;
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
  const t = useTexts(advisorTexts);
  return (
    <Text as="p" color="secondary" variant="body-small">
      {t('confidence.ifAnswered', { share: formatChance(props.chance) })}
    </Text>
  );
}

/** The chance of each pattern or placement, as one bar and in numbers. */
export function ChanceBar<S extends Subject>(props: {
  label: string;
  subjects: readonly S[];
  chances: Record<S, number>;
}) {
  const { label, subjects, chances } = props;
  const titles = useTitles();
  return (
    <div className={styles.chances}>
      <div className={styles.bar} aria-hidden>
        {subjects.map(subject => (
          <span
            key={subject}
            className={styles.part}
            style={{
              flexGrow: chances[subject],
              background: looks[subject].color,
            }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-label={label}>
        {subjects.map(subject => (
          <li key={subject} className={styles.entry}>
            <span
              className={styles.swatch}
              style={{ background: looks[subject].color }}
              aria-hidden
            />
            <span>{titles.subject(subject)}</span>{' '}
            <span className={styles.share}>
              {formatChance(chances[subject])}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
