import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex } from '@backstage/ui';
import { Notice, Question } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { isOptional } from '../../model';
import { Answer } from './answers';
import { AnswerNotices } from './AnswerNotices';
import { ChoiceQuestionField } from './ChoiceQuestionField';
import { NumberQuestionField } from './NumberQuestionField';
import { Suggestion } from './suggestions';
import { SuggestionNote } from './SuggestionNote';

/** A question with its help text; every one may be left open. */
export function QuestionField(props: {
  question: Question;
  answer?: Answer;
  notices: Notice[];
  suggestion?: Suggestion;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { question, answer, notices, suggestion, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const title = isOptional(question.path)
    ? t('form.optional', { question: question.title })
    : question.title;
  return (
    <Flex direction="column" gap="2">
      {question.answer.kind === 'number' ? (
        <NumberQuestionField
          title={title}
          help={question.help}
          allowed={question.answer}
          answer={answer}
          onChange={onChange}
        />
      ) : (
        <ChoiceQuestionField
          title={title}
          help={question.help}
          choices={choicesOf(question.answer)}
          answer={answer}
          onChange={onChange}
        />
      )}
      {suggestion && (
        <SuggestionNote
          question={question}
          answer={answer}
          suggestion={suggestion}
          onUse={() => onChange(suggestion.answer)}
        />
      )}
      <AnswerNotices notices={notices} />
    </Flex>
  );
}

/** The answers of which one is chosen. */
export function choicesOf(
  allowed: Exclude<Question['answer'], { kind: 'number' }>,
) {
  return allowed.kind === 'scale'
    ? allowed.labels.map((label, index) => ({
        answer: index + 1,
        label: `${index + 1}: ${label}`,
      }))
    : allowed.options.map(({ value, label }) => ({ answer: value, label }));
}
