import { TextField } from '@backstage/ui';
import { useState } from 'react';
import { formatAlternatives, formatNumber } from '../../ui/formats';
import { useAfterPress } from '../../ui/browser/useAfterPress';
import { formTexts } from './texts';
import { Translate, useTexts } from '../../ui/texts/useTexts';
import {
  AllowedNumber,
  Answer,
  formatAnswer,
  isAllowedNumber,
  isShare,
  parseAnswer,
} from './answers';

/** A number with its unit; empty if not known. Invalid input such as "-5" or "1e18" stays in the field and is reported, not corrected. */
export function NumberQuestionField(props: {
  title: string;
  help: string;
  /** Id of the element with a note on the answer. */
  noteId?: string;
  allowed: AllowedNumber;
  answer?: Answer;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { title, help, noteId, allowed, answer, onChange } = props;
  const t = useTexts(formTexts);
  const problem = numberProblem(allowed, answer, t);
  // Formatted and validated on blur, so that the text does not change while typing.
  const [typed, setTyped] = useState<string>();
  // The message below the field moves the following content.
  const afterPress = useAfterPress();
  const isTyping = typed !== undefined;
  return (
    <TextField
      aria-describedby={noteId}
      label={t('form.numberLabel', { question: title, unit: allowed.unit })}
      description={help}
      placeholder={t('form.notSure')}
      inputMode={allowed.integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      validationBehavior="aria"
      validate={() => (isTyping ? undefined : problem)}
      value={typed ?? formatAnswer(answer)}
      onChange={text => {
        setTyped(text);
        onChange(parseAnswer(text, isShare(allowed)));
      }}
      onBlur={() => afterPress(() => setTyped(undefined))}
    />
  );
}

/** The problem of an answer; undefined if valid. */
export function numberProblem(
  allowed: AllowedNumber,
  answer: Answer | undefined,
  t: Translate<typeof formTexts>,
): string | undefined {
  const { min, max, unit, integer, exclusiveMin } = allowed;
  if (answer === undefined) {
    return undefined;
  }
  if (typeof answer === 'number' && isAllowedNumber(allowed, answer)) {
    return undefined;
  }
  if (isShare(allowed)) {
    return shareProblem(answer, t);
  }
  const range = { unit, min: formatNumber(min), max: formatNumber(max) };
  const kind = exclusiveMin ? 'exclusive' : 'range';
  const remedy = t(`form.problem.${integer ? 'integer' : kind}`, range);
  return typeof answer === 'number'
    ? remedy
    : t('form.problem.text', {
        answer,
        examples: formatAlternatives(
          [...(integer ? [] : [0.5]), 20_000].map(formatAnswer).concat('20k'),
        ),
        remedy,
      });
}

/** A number without a sign may be meant as a percentage. */
function shareProblem(answer: Answer, t: Translate<typeof formTexts>): string {
  const percentage = (value: number) => `${formatAnswer(value)}%`;
  return typeof answer === 'number' && answer > 1 && answer <= 100
    ? t('form.problem.ambiguousShare', {
        answer: formatAnswer(answer),
        examples: formatAlternatives([
          percentage(answer),
          formatAnswer(answer / 100),
        ]),
      })
    : t('form.problem.share', {
        answer: formatAnswer(answer),
        examples: formatAlternatives([percentage(60), formatAnswer(0.6)]),
      });
}
