import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Text } from '@backstage/ui';
import { Question } from '@paved-road/plugin-paved-road-common';
import { RiBookOpenLine } from '@remixicon/react';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer } from './answers';
import { answerLabel } from './answerText';
import { Suggestion } from './suggestions';
import styles from './SuggestionNote.module.css';

/** Says that an answer comes from the catalog, or which one would. */
export function SuggestionNote(props: {
  question: Question;
  answer?: Answer;
  suggestion: Suggestion;
  onUse: () => void;
}) {
  const { question, answer, suggestion, onUse } = props;
  const { provenance } = suggestion;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const isUsed = answer === suggestion.answer;
  return (
    <div className={styles.note}>
      <RiBookOpenLine aria-hidden size="1em" className={styles.icon} />
      <Text
        as="span"

        variant="body-small"
        color="secondary"
      >
        {isUsed
          ? t('form.suggestion.used', { provenance })
          : t('form.suggestion.other', {
              answer: answerLabel(question, suggestion.answer),
              provenance,
            })}
      </Text>
      {!isUsed && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('form.suggestion.useFor', { question: question.title })}
          onPress={onUse}
        >
          {t('form.suggestion.use')}
        </Button>
      )}
    </div>
  );
}
