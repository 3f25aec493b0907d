import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Radio, RadioGroup } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer } from './answers';

const notSure = 'not-sure';

/** A choice between few answers, or none of them. */
export function ChoiceQuestionField(props: {
  title: string;
  help: string;
  choices: { answer: Answer; label: string }[];
  answer?: Answer;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { title, help, choices, answer, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <RadioGroup
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
