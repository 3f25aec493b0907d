import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Text } from '@backstage/ui';
import { Advice, QuestionPath } from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { firstOpenAnswers } from '../confidence/firstOpenAnswers';
import styles from './DecidingQuestions.module.css';

/** The open questions that decide most, each of which leads to its field where it can be answered. */
export function DecidingQuestions(props: {
  advice: Advice;
  onAnswer?: (path: QuestionPath) => void;
}) {
  const { advice, onAnswer } = props;
  const headingId = useId();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { questions } = useModel();
  const open = firstOpenAnswers(advice.confidence).flatMap(
    path => questions.find(question => question.path === path) ?? [],
  );
  if (open.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="p" id={headingId} weight="bold">
        {t('verdict.questions')}
      </Text>
      <ol className={styles.questions} aria-labelledby={headingId}>
        {open.map(({ path, title }) => (
          <li key={path}>
            {onAnswer ? (
              <Button
                size="small"
                variant="secondary"
                aria-label={t('verdict.answer', { question: title })}
                onPress={() => onAnswer(path)}
              >
                {title}
              </Button>
            ) : (
              title
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
