import { Flex, Radio, RadioGroup, Skeleton, Text } from '@backstage/ui';
import {
  Remark,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { isOptional } from '@paved-road/plugin-paved-road-common/advisor';
import { RiBookOpenLine, RiPulseLine } from '@remixicon/react';
import { useId } from 'react';
import { useModel } from '../../ui/model';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AsOf } from '../measured/AsOf';
import { isAsAssumed } from '../measured/measuredStory';
import { AnswerNotices } from './LiveResult';
import { NumberQuestionField } from './NumberQuestionField';
import { answerLabel, limit, withLanguageModel, Answer } from './answers';
import { useChangeText } from './ChangedAnswers';
import { UnusedAnswers } from './UnusedAnswers';
import { Suggestion, Suggestions, WorkloadState } from './formState';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import {
  Questionnaire,
  QuestionTarget,
  useTargetFocus,
} from './useQuestionnaire';

interface FieldsProps<T extends WorkloadState> {
  state: T;
  /** The question to answer now. */
  target?: QuestionTarget;
  notices?: Remark[];
  suggestions?: Suggestions;
  onChange: (state: T) => void;
}

/** Questions with suggestions from the catalog and remarks on their answers. */
export function QuestionFields<T extends WorkloadState>(
  props: FieldsProps<T> & { questions: readonly Question[] },
) {
  const { questions, state, target, notices = [], suggestions = {} } = props;
  const { onChange } = props;
  const lastFieldPath = ({ fields }: Remark): QuestionPath | undefined =>
    questions.findLast(({ path }) => fields.includes(path))?.path;
  const targetRef = useTargetFocus(target);
  return questions.map(question => (
    <div
      key={question.path}
      ref={question.path === target?.path ? targetRef : undefined}
    >
      <QuestionField
        question={limit(question, state.answers)}
        answer={state.answers[question.path]}
        usesLanguageModel={state.answers.llm === true}
        notices={notices.filter(
          notice => lastFieldPath(notice) === question.path,
        )}
        suggestion={suggestions[question.path]}
        onChange={answer =>
          onChange({
            ...state,
            answers: { ...state.answers, [question.path]: answer },
          })
        }
      />
    </div>
  ));
}

/** What decides first: whether a language model is used, then the key questions. */
export function KeyFields<T extends WorkloadState>(
  props: FieldsProps<T> & { questionnaire: Questionnaire },
) {
  const { questionnaire, state, suggestions = {}, onChange } = props;
  const t = useTexts(formTexts);
  const model = useModel();
  const key = questionnaire.listQuestions('key');
  return (
    <>
      <LanguageModelField
        isUsed={state.answers.llm === true}
        suggestion={suggestions.llm}
        onChange={isUsed =>
          onChange({
            ...state,
            answers: withLanguageModel(state.answers, isUsed, model.questions),
          })
        }
      />
      {questionnaire.isLoading && <Skeleton height="40rem" />}
      {!questionnaire.isLoading && key.length === 0 && (
        <Text as="p">{t('form.noKeyQuestions')}</Text>
      )}
      <QuestionFields {...props} questions={key} />
      <UnusedAnswers
        asked={questionnaire.asked}
        answers={state.answers}
        onChange={answers => onChange({ ...state, answers })}
      />
    </>
  );
}

/** Asks whether the workload calls a language model. */
export function LanguageModelField(props: {
  isUsed: boolean;
  suggestion?: Suggestion;
  onChange: (isUsed: boolean) => void;
}) {
  const { isUsed, suggestion, onChange } = props;
  const t = useTexts(formTexts);
  const noteId = useId();
  return (
    <Flex direction="column" gap="2">
      <RadioGroup
        aria-describedby={suggestion && noteId}
        label={t('form.languageModel.label')}
        description={t('form.languageModel.help')}
        orientation="horizontal"
        value={isUsed ? 'yes' : 'no'}
        onChange={value => onChange(value === 'yes')}
      >
        <Radio value="yes">{t('form.languageModel.yes')}</Radio>
        <Radio value="no">{t('form.languageModel.no')}</Radio>
      </RadioGroup>
      {suggestion && (
        <SuggestionNote
          id={noteId}
          question={t('form.languageModel.label')}
          answer={t('form.languageModel.yes')}
          suggestion={suggestion}
          isUsed={isUsed}
          onUse={() => onChange(true)}
        />
      )}
    </Flex>
  );
}

/** A question with its help text. Every question is optional. */
function QuestionField(props: {
  question: Question;
  answer?: Answer;
  usesLanguageModel: boolean;
  notices: Remark[];
  suggestion?: Suggestion;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { question, answer, usesLanguageModel, notices } = props;
  const { suggestion, onChange } = props;
  const t = useTexts(formTexts);
  const noteId = useId();
  const shared = {
    title: isOptional(question.path)
      ? t('form.optional', { question: question.title })
      : question.title,
    help: question.help,
    noteId: suggestion && noteId,
    answer,
    onChange,
  };
  return (
    <Flex direction="column" gap="2">
      {question.answer.kind === 'number' ? (
        <NumberQuestionField {...shared} allowed={question.answer} />
      ) : (
        <ChoiceQuestionField
          {...shared}
          choices={listChoices(question.answer, usesLanguageModel)}
        />
      )}
      {suggestion && (
        <SuggestionNote
          id={noteId}
          question={question.title}
          answer={answerLabel(question, suggestion.answer)}
          suggestion={suggestion}
          isUsed={answer === suggestion.answer}
          onUse={() => onChange(suggestion.answer)}
        />
      )}
      <AnswerNotices notices={notices} />
    </Flex>
  );
}

/** The possible answers; some are offered only with a language model. */
export function listChoices(
  allowed: Exclude<Question['answer'], { kind: 'number' }>,
  usesLanguageModel: boolean,
) {
  return allowed.kind === 'scale'
    ? allowed.labels.map((label, index) => ({
        answer: index + 1,
        label: `${index + 1}: ${label}`,
      }))
    : allowed.options
        .filter(({ onlyWith }) => !onlyWith || usesLanguageModel)
        .map(({ value, label }) => ({ answer: value, label }));
}

const notSure = 'not-sure';

/** A choice between a few answers and "not sure". */
function ChoiceQuestionField(props: {
  title: string;
  help: string;
  /** Id of the element with a note on the answer. */
  noteId?: string;
  choices: { answer: Answer; label: string }[];
  answer?: Answer;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { title, help, noteId, choices, answer, onChange } = props;
  const t = useTexts(formTexts);
  return (
    <RadioGroup
      aria-describedby={noteId}
      label={title}
      description={help}
      value={answer === undefined ? notSure : String(answer)}
      onChange={value =>
        onChange(
          choices.find(choice => String(choice.answer) === value)?.answer,
        )
      }
    >
      {choices.map(choice => (
        <Radio key={choice.answer} value={String(choice.answer)}>
          {choice.label}
        </Radio>
      ))}
      <Radio value={notSure}>{t('form.notSure')}</Radio>
    </RadioGroup>
  );
}

/** Shows the source of an answer, or a suggested answer. */
function SuggestionNote(props: {
  /** Id for `aria-describedby` of the field. */
  id: string;
  question: string;
  /** The suggested answer, as the field names it. */
  answer: string;
  suggestion: Suggestion;
  isUsed: boolean;
  onUse: () => void;
}) {
  const { id, question, answer, suggestion, isUsed, onUse } = props;
  const t = useTexts(formTexts);
  const changeText = useChangeText();
  const isMeasured = suggestion.from === 'measured';
  const Icon = isMeasured ? RiPulseLine : RiBookOpenLine;
  return (
    <Row>
      <Icon aria-hidden size="1em" style={{ flex: 'none' }} />
      <div id={id}>
        {isMeasured ? (
          <>
            <Text
              as="p"
              variant="body-small"
              weight={isAsAssumed(suggestion.measurement) ? 'regular' : 'bold'}
            >
              {t('form.changed.measured', {
                change: changeText(suggestion.measurement),
              })}
            </Text>
            <AsOf measurement={suggestion.measurement} />
          </>
        ) : (
          <Text as="p" variant="body-small" color="secondary">
            {isUsed
              ? t('form.suggestion.used', suggestion)
              : t('form.suggestion.other', {
                  answer,
                  provenance: suggestion.provenance,
                })}
          </Text>
        )}
      </div>
      {!isUsed && (
        <SmallButton
          variant="tertiary"
          aria-label={t(
            isMeasured
              ? 'form.suggestion.useMeasuredFor'
              : 'form.suggestion.useFor',
            { question },
          )}
          onPress={onUse}
        >
          {t('form.suggestion.use')}
        </SmallButton>
      )}
    </Row>
  );
}
