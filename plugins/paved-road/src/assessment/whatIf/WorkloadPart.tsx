import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Radio, RadioGroup } from '@backstage/ui';
import {
  CostEstimate,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { formatShare } from '../../components/formats';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { NumberQuestionField } from '../form/NumberQuestionField';
import { PlatformField } from '../form/PlatformField';
import { AssumptionChange } from './AssumptionsPart';
import { WhatIf } from './useWhatIf';
import { discountOf } from './whatIfInput';

const volume: QuestionPath = 'workload.requestsPerMonth';

/** The numbers of the profile, the volume first, and on what and how it is bought. */
export function WorkloadPart(props: {
  whatIf: WhatIf;
  onChangeAssumption: AssumptionChange;
}) {
  const { whatIf, onChangeAssumption } = props;
  const { input, change } = whatIf;
  const { questions } = useModel();
  const numbers = questions
    .filter(({ answer }) => answer.kind === 'number')
    .sort((a, b) => Number(b.path === volume) - Number(a.path === volume));
  return (
    <Flex direction="column" gap="4">
      {numbers.map(question => (
        <NumberOf key={question.path} question={question} whatIf={whatIf} />
      ))}
      <PlatformField
        platform={input.platform}
        onChange={platform => change({ platform })}
      />
      <PurchaseField
        whatIf={whatIf}
        onChange={discount => onChangeAssumption('purchaseDiscount', discount)}
      />
    </Flex>
  );
}

function NumberOf(props: { question: Question; whatIf: WhatIf }) {
  const { question, whatIf } = props;
  const { path, title, help, answer: allowed } = question;
  const { answers } = whatIf.input;
  return (
    allowed.kind === 'number' && (
      <NumberQuestionField
        title={title}
        help={help}
        allowed={allowed}
        answer={answers[path]}
        onChange={answer =>
          whatIf.change({ answers: { ...answers, [path]: answer } })
        }
      />
    )
  );
}

type PurchaseOptions = NonNullable<
  Extract<CostEstimate, { status: 'estimated' }>['purchaseOptions']
>;

/** How what is always on is bought: a discount of its own on the instances. */
function PurchaseField(props: {
  whatIf: WhatIf;
  onChange: (discount: number) => void;
}) {
  const { advice, input } = props.whatIf;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
  const discount = input.assumptions.purchaseDiscount ?? discountOf(advice);
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
