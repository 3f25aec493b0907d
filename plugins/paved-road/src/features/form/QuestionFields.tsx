import { Button, Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import {
  AdviceRequestInput,
  Remark,
  Question,
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import { isOptional } from '@paved-road/plugin-paved-road-common/advisor';
import { RiBookOpenLine, RiPulseLine } from '@remixicon/react';
import { useId } from 'react';
import { useAnswerGains } from '../../data/model/useAnswerGains';
import { useModel } from '../../ui/model';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AsOf } from '../measured/AsOf';
import { isAsAssumed } from '../measured/measuredStory';
import { AnswerNotices } from './LiveResult';
import { NumberQuestionField } from './NumberQuestionField';
import { PlatformField } from './PlatformField';
import { answerLabel, limit, withLanguageModel, Answer } from './answers';
import { useChangeText } from './ChangedAnswers';
import { UnusedAnswers } from './UnusedAnswers';
import styles from './form.module.css';
import { Suggestion, Suggestions, WorkloadState } from './formState';
import { QuestionTarget, useTargetFocus } from './useQuestionPlace';

/** The questions of one step, with suggestions from the catalog, remarks on the answers and unused answers. */
export function QuestionFields<T extends WorkloadState>(props: {
  step: QuestionStep;
  state: T;
  /** The question to answer now. */
  target?: QuestionTarget;
  /** The questions to ask. */
  asked: readonly Question[];
  /** The last request for advice. */
  request?: AdviceRequestInput;
  notices?: Remark[];
  suggestions?: Suggestions;
  /** Leaves the platform to the organisation. */
  hidesPlatform?: boolean;
  onChange: (state: T) => void;
}) {
  const { step, state, asked, request, notices = [] } = props;
  const { suggestions = {}, onChange } = props;
  const gains = useAnswerGains(request);
  const model = useModel();
  const questions = asked.filter(question => question.step === step);
  const lastFieldPath = ({ fields }: Remark): QuestionPath | undefined =>
    questions.findLast(({ path }) => fields.includes(path))?.path;
  const targetRef = useTargetFocus(props.target);
  return (
    <Flex direction="column" gap="5">
      {step === 'workload' && (
        <LanguageModelField
          isUsed={state.answers.llm === true}
          suggestion={suggestions.llm}
          onChange={isUsed =>
            onChange({
              ...state,
              answers: withLanguageModel(
                state.answers,
                isUsed,
                model.questions,
              ),
            })
          }
        />
      )}
      {questions.map(question => (
        <div
          key={question.path}
          ref={question.path === props.target?.path ? targetRef : undefined}
        >
          <QuestionField
            question={limit(question, state.answers)}
            answer={state.answers[question.path]}
            usesLanguageModel={state.answers.llm === true}
            gain={gains[question.path]}
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
      ))}
      {step === 'workload' && !props.hidesPlatform && (
        <PlatformField
          platform={state.platform}
          onChange={platform => onChange({ ...state, platform })}
        />
      )}
      <UnusedAnswers
        step={step}
        asked={asked}
        answers={state.answers}
        onChange={answers => onChange({ ...state, answers })}
      />
    </Flex>
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
  /** What the open answer costs in certainty, 0..1. */
  gain?: number;
  notices: Remark[];
  suggestion?: Suggestion;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { question, answer, usesLanguageModel, gain = 0, notices } = props;
  const { suggestion, onChange } = props;
  const t = useTexts(formTexts);
  const noteId = useId();
  const points = answer === undefined ? Math.round(100 * gain) : 0;
  const shared = {
    title: isOptional(question.path)
      ? t('form.optional', { question: question.title })
      : question.title,
    help:
      points > 0
        ? `${question.help} ${t('form.unknown', { count: points })}`
        : question.help,
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
  /** Title of the question. */
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
    <div className={styles.note}>
      <Icon aria-hidden size="1em" className={styles.icon} />
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
        <Button
          size="small"
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
        </Button>
      )}
    </div>
  );
}
