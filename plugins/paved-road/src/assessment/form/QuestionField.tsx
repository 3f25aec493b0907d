import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Radio, RadioGroup } from '@backstage/ui';
import { Question } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { NumberQuestionField } from './NumberQuestionField';

const notSure = 'not-sure';

/** A question with its help text; every one may be left open. */
export function QuestionField(props: {
  question: Question;
  answer?: string | number;
  onChange: (answer: string | number | undefined) => void;
}) {
  const { question, answer, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (question.answer.kind === 'number') {
    return (
      <NumberQuestionField
        title={question.title}
        help={question.help}
        allowed={question.answer}
        answer={typeof answer === 'number' ? answer : undefined}
        onChange={onChange}
      />
    );
  }
  const options =
    question.answer.kind === 'scale'
      ? question.answer.labels.map((label, index) => ({
          answer: index + 1,
          label: `${index + 1}: ${label}`,
        }))
      : question.answer.options.map(({ value, label }) => ({
          answer: value,
          label,
        }));
  return (
    <RadioGroup
      label={question.title}
      description={question.help}
      value={answer === undefined ? notSure : String(answer)}
      onChange={value =>
        onChange(
          options.find(option => String(option.answer) === value)?.answer,
        )
      }
    >
      {options.map(option => (
        <Radio key={option.answer} value={String(option.answer)}>
          {option.label}
        </Radio>
      ))}
      <Radio value={notSure}>{t('form.notSure')}</Radio>
    </RadioGroup>
  );
}
