import { Select, Text, TextField } from '@backstage/ui';
import {
  Assessment,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { AdviceCard, firstOpenAnswers } from '../../features/advice';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { useModel } from '../../ui/model';
import { advisorTexts } from '../../features/advice/texts';
import { assessmentTexts } from './texts';
import { formTexts } from '../../features/form/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './assessment.module.css';
import { SmallButton } from '../../ui/components/SmallButton';
import {
  type AllowedNumber,
  isShare,
  listChoices,
  numberProblem,
  parseAnswer,
  toAnswers,
  toProfile,
} from '../../features/form';

/** An earlier model may list all open answers. */
const AT_ONCE = 5;

/** The open questions with the largest effect. Choices are answered here, numbers in the form. */
export function DecidingAnswers(props: {
  assessment: Assessment;
  onAnswer?: (path: QuestionPath) => void;
  onAnswered?: () => void;
}) {
  const { assessment, onAnswer, onAnswered } = props;
  const { id, etag, profile, advice } = assessment;
  const { questions } = useModel();
  const t = useTexts(advisorTexts, assessmentTexts);
  const api = usePavedRoadApi();
  const saving = useAction(
    async (path: QuestionPath, value: string | number) => {
      const answers = { ...toAnswers(profile, questions), [path]: value };
      await api.updateAssessment(id, etag, {
        profile: toProfile(answers, questions),
      });
      onAnswered?.();
    },
  );
  const open = firstOpenAnswers(advice).flatMap(
    path => questions.find(question => question.path === path) ?? [],
  );
  return (
    <AdviceCard title={t('verdict.questions')}>
      <ErrorAlert error={saving.error} title={t('cards.answerFailed')} />
      <ol className={styles.questions}>
        {open.slice(0, AT_ONCE).map(question => (
          <li key={question.path}>
            <OpenQuestion
              question={question}
              usesLanguageModel={profile.llm !== undefined}
              isPending={saving.isPending}
              onAnswer={onAnswer}
              onChoose={
                onAnswered && (value => saving.run(question.path, value))
              }
            />
          </li>
        ))}
      </ol>
      {open.length > AT_ONCE && (
        <Text as="p" color="secondary">
          {t('cards.moreQuestions', { count: open.length - AT_ONCE })}
        </Text>
      )}
    </AdviceCard>
  );
}

function OpenQuestion(props: {
  question: Question;
  usesLanguageModel: boolean;
  isPending: boolean;
  onAnswer?: (path: QuestionPath) => void;
  onChoose?: (value: string | number) => void;
}) {
  const { question, usesLanguageModel, isPending, onAnswer, onChoose } = props;
  const { path, title, answer } = question;
  const t = useTexts(advisorTexts, assessmentTexts);
  if (onChoose && answer.kind !== 'number') {
    const choices = listChoices(answer, usesLanguageModel);
    return (
      <Select
        size="small"
        label={title}
        placeholder={t('cards.choose')}
        isDisabled={isPending}
        options={choices.map(choice => ({
          id: String(choice.answer),
          label: choice.label,
        }))}
        value={null}
        onChange={key => {
          const chosen = choices.find(choice => String(choice.answer) === key);
          if (chosen) {
            onChoose(chosen.answer);
          }
        }}
      />
    );
  }
  if (onChoose && answer.kind === 'number') {
    return (
      <OpenNumber
        title={title}
        allowed={answer}
        isPending={isPending}
        onChoose={onChoose}
      />
    );
  }
  return onAnswer ? (
    <SmallButton
      aria-label={t('verdict.answer', { question: title })}
      onPress={() => onAnswer(path)}
    >
      {title}
    </SmallButton>
  ) : (
    <Text>{title}</Text>
  );
}

function OpenNumber(props: {
  title: string;
  allowed: AllowedNumber;
  isPending: boolean;
  onChoose: (value: number) => void;
}) {
  const { title, allowed, isPending, onChoose } = props;
  const t = useTexts(assessmentTexts, formTexts);
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const value = parseAnswer(typed, isShare(allowed));
  const problem = numberProblem(allowed, value, t);
  return (
    <form
      noValidate
      className={styles.number}
      onSubmit={event => {
        event.preventDefault();
        setTried(true);
        if (typeof value === 'number' && !problem) {
          onChoose(value);
        }
      }}
    >
      <TextField
        size="small"
        label={t('form.numberLabel', { question: title, unit: allowed.unit })}
        inputMode={allowed.integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        validationBehavior="aria"
        validate={() => (isTried ? problem : undefined)}
        value={typed}
        onChange={text => {
          setTyped(text);
          setTried(false);
        }}
      />
      <SmallButton
        type="submit"

        isDisabled={isPending || typed.trim() === ''}
        aria-label={t('cards.saveAnswerTo', { question: title })}
      >
        {t('cards.saveAnswer')}
      </SmallButton>
    </form>
  );
}
