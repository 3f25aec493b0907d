import { Notice } from '../../ui/components/Notice';
import {
  AssumedMeasurement,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { formatBesideOther, formatMeasure } from '../../ui/formats';
import { formTexts } from './texts';
import { measuredTexts } from '../measured/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { isAsAssumed } from '../measured/measuredStory';
import styles from './form.module.css';
import { PlainList } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import { Suggestions } from './formState';

/** An answer whose measured value differs from the previous one. */
interface ChangedAnswer {
  question: Question;
  measurement: AssumedMeasurement;
}

/** Differences beyond noise, in form order. */
export const changedAnswers = (
  questions: readonly Question[],
  suggestions: Suggestions,
): ChangedAnswer[] =>
  questions.flatMap(question => {
    const suggestion = suggestions[question.path];
    return suggestion?.from === 'measured' &&
      !isAsAssumed(suggestion.measurement)
      ? [{ question, measurement: suggestion.measurement }]
      : [];
  });

/** The measured value and the previous answer. */
export function useChangeText() {
  const t = useTexts(formTexts, measuredTexts);
  return ({ value, assumed, unit }: AssumedMeasurement): string => {
    const measured = formatMeasure(value, unit);
    if (assumed === undefined) {
      return t('form.changed.to', { value: measured, was: t('measured.open') });
    }
    return measured === formatMeasure(assumed, unit)
      ? t('form.changed.same', { value: measured })
      : t('form.changed.to', {
          value: measured,
          was: formatBesideOther(assumed, unit),
        });
  };
}

/** Lists the answers that measurements changed, with links to their fields. */
export function ChangedAnswers(props: {
  changed: ChangedAnswer[];
  onSelect: (path: QuestionPath) => void;
}) {
  const { changed, onSelect } = props;
  const t = useTexts(formTexts);
  const changeText = useChangeText();
  return (
    <Notice
      role="status"
      status="info"
      title={
        changed.length > 0
          ? t('form.changed.title', { count: changed.length })
          : t('form.changed.none')
      }
      description={
        changed.length > 0 && (
          <PlainList gap="0">
            {changed.map(({ question, measurement }) => (
              <li key={question.path}>
                <SmallButton
                  variant="tertiary"
                  className={styles.toQuestion}
                  onPress={() => onSelect(question.path)}
                >
                  {question.title}
                </SmallButton>
                {changeText(measurement)}
              </li>
            ))}
          </PlainList>
        )
      }
    />
  );
}
