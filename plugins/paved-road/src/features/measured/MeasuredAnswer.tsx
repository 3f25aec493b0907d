import { Text } from '@backstage/ui';
import { Measured } from '@paved-road/plugin-paved-road-common';
import { useSystemTitle } from '../advice';
import { formatChance } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { SourceText } from '../../ui/components/SourceText';
import { SubjectTitle } from '../../ui/patterns';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';
import { Scale } from './MeasuredScale';
import { listMeasurements } from './measuredStory';

const toPercent = (chance: number) => 100 * chance;

/** Shows whether the answer stays the same, and how the chance of each pattern changes. */
export function MeasuredAnswer(props: { measured: Measured }) {
  const { measured } = props;
  const t = useTexts(measuredTexts);
  const systemTitle = useSystemTitle();
  const { assumed, measured: answer, changedChoices } = measured;
  // Name each failing source once.
  const failing = new Map(
    listMeasurements(measured).flatMap(({ source, failing: reason }) =>
      reason === undefined ? [] : [[source, reason]],
    ),
  );
  const answerText = () => {
    if (!answer) {
      return t('measured.answer.none');
    }
    return changedChoices
      ? answer.text
      : t('measured.answer.same', {
          answer: systemTitle(assumed.pattern, assumed.placement),
        });
  };
  return (
    <Section gap="2" title={t('measured.answer.title')}>
      <Text as="p">{answerText()}</Text>
      {[...failing].map(([source, reason]) => (
        <Text as="p" key={source} color="secondary">
          {t('measured.failingSource', {
            source: <SourceText source={source} />,
            reason,
          })}
        </Text>
      ))}
      {answer && (
        <ul
          className={styles.answers}
          aria-label={t('measured.answer.chances')}
        >
          {answer.chances.map(({ pattern, chance }) => {
            const before = assumed.chances.find(
              other => other.pattern === pattern,
            )?.chance;
            return (
              <li key={pattern}>
                <SubjectTitle subject={pattern} />
                <Scale expected={before} measured={chance} place={toPercent} />
                <Text variant="body-small">
                  {t('measured.answer.chance', {
                    assumed: before === undefined ? '–' : formatChance(before),
                    measured: formatChance(chance),
                  })}
                </Text>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
