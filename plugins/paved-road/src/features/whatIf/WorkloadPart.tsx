import { Radio, RadioGroup, Select, Slider } from '@backstage/ui';
import {
  CostEstimate,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  mayRunModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useEffect, useRef } from 'react';
import { formatNumber, formatShare } from '../../ui/formats';
import { useModel } from '../../ui/model';
import { formTexts } from '../form/texts';
import { whatIfTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { LanguageModelField, listChoices, UnusedAnswers } from '../form';
import {
  AllowedNumber,
  Answer,
  limit,
  withLanguageModel,
} from '../form/answers';
import { NumberQuestionField } from '../form/NumberQuestionField';
import { PlatformField } from '../form/PlatformField';
import { AssumptionChange } from './ModelParts';
import { WhatIf } from './useWhatIf';
import styles from './whatIf.module.css';
import { Row } from '../../ui/components/Layout';
import { findDiscount } from './whatIfInput';

const notSure = 'not-sure';
const volume: QuestionPath = 'workload.requestsPerMonth';

/** The questions, volume first, then platform and purchase option. */
export function WorkloadPart(props: {
  whatIf: WhatIf;
  onChangeAssumption: AssumptionChange;
}) {
  const { whatIf, onChangeAssumption } = props;
  const { input, change } = whatIf;
  const { questions } = useModel();
  const { answers } = input;
  const isNumber = ({ answer }: Question) => answer.kind === 'number';
  const asked = filterAskedQuestions(
    questions,
    answers,
    mayRunModel(whatIf.advice, whatIf.decided),
  );
  const ordered = asked.toSorted(
    (a, b) =>
      Number(b.path === volume) - Number(a.path === volume) ||
      Number(isNumber(b)) - Number(isNumber(a)),
  );
  return (
    <>
      <LanguageModelField
        isUsed={answers.llm === true}
        onChange={isUsed =>
          change({ answers: withLanguageModel(answers, isUsed, questions) })
        }
      />
      {ordered.map(question => (
        <InputField key={question.path} question={question} whatIf={whatIf} />
      ))}
      <PlatformField
        platform={input.platform}
        onChange={platform => change({ platform })}
      />
      <UnusedAnswers
        asked={asked}
        answers={answers}
        onChange={kept => change({ answers: kept })}
      />
      <PurchaseField
        whatIf={whatIf}
        onChange={discount => onChangeAssumption('purchaseDiscount', discount)}
      />
    </>
  );
}

function InputField(props: { question: Question; whatIf: WhatIf }) {
  const { question, whatIf } = props;
  const { answers } = whatIf.input;
  const { path, title, help, answer: allowed } = limit(question, answers);
  const t = useTexts(formTexts, whatIfTexts);
  const set = (answer: Answer | undefined) =>
    whatIf.change({ answers: { ...answers, [path]: answer } });
  if (allowed.kind !== 'number') {
    const choices = listChoices(allowed, answers.llm === true);
    const open = t('form.notSure');
    return (
      <Select
        label={title}
        options={[
          { id: notSure, label: open },
          ...choices.map(({ answer, label }) => ({
            id: String(answer),
            label,
          })),
        ]}
        value={String(answers[path] ?? notSure)}
        onChange={key =>
          set(choices.find(({ answer }) => String(answer) === key)?.answer)
        }
      />
    );
  }
  return (
    <Row align="end" gap="3">
      <div style={{ flex: '1 1 100%' }}>
        <NumberQuestionField
          title={title}
          help={help}
          allowed={allowed}
          answer={answers[path]}
          onChange={set}
        />
      </div>
      <NumberSlider
        label={t('whatIf.slider', { question: title })}
        allowed={allowed}
        answer={answers[path]}
        onChange={set}
      />
    </Row>
  );
}

const steps = 200;

/** A slider over the usual range; logarithmic if the range spans decades. */
function NumberSlider(props: {
  label: string;
  allowed: AllowedNumber;
  answer: Answer | undefined;
  onChange: (answer: number) => void;
}) {
  const { label, allowed, answer, onChange } = props;
  const { usual, integer, unit } = allowed;
  const [least, most] = usual;
  const isLogarithmic = most > 100 * Math.max(least, integer ? 1 : 0.001);
  const lowest = isLogarithmic ? Math.max(least, integer ? 1 : 0.001) : least;
  const toPosition = (value: number) => {
    const within = Math.min(Math.max(value, lowest), most);
    return Math.round(
      steps *
        (isLogarithmic
          ? Math.log(within / lowest) / Math.log(most / lowest)
          : (within - lowest) / (most - lowest)),
    );
  };
  const toValue = (position: number) => {
    const share = position / steps;
    const value = isLogarithmic
      ? lowest * (most / lowest) ** share
      : lowest + (most - lowest) * share;
    const rounded = Number(value.toPrecision(2));
    return integer ? Math.round(rounded) : rounded;
  };
  const position = typeof answer === 'number' ? toPosition(answer) : 0;
  const sliderRef = useRef<HTMLDivElement>(null);
  const value = formatNumber(
    typeof answer === 'number' ? answer : toValue(position),
  );
  const valueText = `${value} ${unit}`;
  // Backstage UI announces only the position.
  useEffect(() => {
    sliderRef.current
      ?.querySelector('input')
      ?.setAttribute('aria-valuetext', valueText);
  });
  return (
    <Slider
      ref={sliderRef}
      aria-label={label}
      className={styles.slider}
      minValue={0}
      maxValue={steps}
      value={position}
      onChange={next => onChange(toValue(next))}
    />
  );
}

type PurchaseOptions = NonNullable<
  Extract<CostEstimate, { status: 'estimated' }>['purchaseOptions']
>;

/** Purchase option of always-on instances, as a discount. */
function PurchaseField(props: {
  whatIf: WhatIf;
  onChange: (discount: number) => void;
}) {
  const { advice, input } = props.whatIf;
  const t = useTexts(whatIfTexts);
  const options =
    Object.values(advice.cost.perPattern)
      .map(
        (cost): PurchaseOptions =>
          (cost.status === 'estimated' && cost.purchaseOptions) || [],
      )
      .find(({ length }) => length > 0) ?? [];
  if (options.length === 0) {
    return null;
  }
  const discount = input.assumptions.purchaseDiscount ?? findDiscount(advice);
  const bought = options.find(option => option.discount === discount);
  return (
    <RadioGroup
      label={t('whatIf.purchase')}
      value={bought?.id ?? null}
      onChange={id => {
        const chosen = options.find(option => option.id === id);
        if (chosen) {
          props.onChange(chosen.discount);
        }
      }}
    >
      {options.map(option => (
        <Radio key={option.id} value={option.id}>
          {option.discount === 0
            ? option.title
            : t('whatIf.discount', {
                option: option.title,
                discount: formatShare(option.discount),
              })}
        </Radio>
      ))}
    </RadioGroup>
  );
}
