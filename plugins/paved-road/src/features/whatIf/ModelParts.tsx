import { Flex, SearchField, Slider, Text, TextField } from '@backstage/ui';
import { Advice, ModelCriterion } from '@paved-road/plugin-paved-road-common';
import { largestWeight } from '@paved-road/plugin-paved-road-common/advisor';
import { useRef, useState } from 'react';
import { useModel } from '../../ui/model';
import { whatIfTexts } from './texts';
import { advisorTexts } from '../advice/texts';
import { numberFormat } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { Answer, parseAnswer } from '../form/answers';
import { WhatIf } from './useWhatIf';
import styles from './whatIf.module.css';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import {
  isAssumption,
  isWeight,
  findValueProblem,
  withValue,
} from './whatIfInput';

/** Weights of the criteria, by slider or number. */
export function WeightsPart(props: { whatIf: WhatIf }) {
  const model = useModel();
  const t = useTexts(whatIfTexts);
  return (
    <Flex direction="column" gap="4">
      <Text as="p" color="secondary" variant="body-small">
        {t('whatIf.weightsHelp', { most: String(largestWeight) })}
      </Text>
      {[
        ...(props.whatIf.advice.languageModel
          ? model.languageModels.criteria
          : []),
        ...model.criteria,
      ].map(criterion => (
        <Weight
          key={criterion.id}
          criterion={criterion}
          whatIf={props.whatIf}
        />
      ))}
    </Flex>
  );
}

function Weight(props: {
  criterion: Pick<ModelCriterion, 'id' | 'title' | 'demand'>;
  whatIf: WhatIf;
}) {
  const { criterion, whatIf } = props;
  const { id, title, demand } = criterion;
  const { input, stored, change } = whatIf;
  const t = useTexts(whatIfTexts);
  const usual = demand.weight;
  const weight = input.weights[id] ?? usual;
  const set = (value: string | number | undefined) =>
    change({
      weights: withValue(input.weights, {
        id,
        value,
        stored: stored.weights[id],
        usual,
      }),
    });
  return (
    <Row align="end" gap="3">
      <Slider
        label={title}
        className={styles.slider}
        minValue={0}
        maxValue={largestWeight}
        step={0.1}
        value={isWeight(weight) ? weight : usual}
        onChange={set}
      />
      <div className={styles.amount}>
        <AmountField
          label={t('whatIf.weightOf', { criterion: title })}
          isLabelHidden
          amount={weight}
          isChanged={weight !== (stored.weights[id] ?? usual)}
          problem={
            isWeight(weight)
              ? undefined
              : t('whatIf.problem.weight', { most: String(largestWeight) })
          }
          onChange={set}
        />
      </div>
    </Row>
  );
}

/** @param value - undefined resets the change */
export type AssumptionChange = (id: string, value: Answer | undefined) => void;

type UsedAssumption = Advice['assumptions'][number];

/** Every assumption behind the numbers, with its unit and source. */
export function AssumptionsPart(props: {
  whatIf: WhatIf;
  onChangeAssumption: AssumptionChange;
}) {
  const { whatIf, onChangeAssumption } = props;
  const t = useTexts(whatIfTexts);
  const [search, setSearch] = useState('');
  const found = whatIf.advice.assumptions.filter(({ title, source }) =>
    `${title} ${source}`
      .toLocaleLowerCase()
      .includes(search.trim().toLocaleLowerCase()),
  );
  return (
    <Flex direction="column" gap="4">
      <SearchField
        label={t('whatIf.search')}
        value={search}
        onChange={setSearch}
      />
      {found.length === 0 && <Text as="p">{t('whatIf.noneFound')}</Text>}
      {found.map(assumption => (
        <AssumptionField
          key={assumption.id}
          assumption={assumption}
          whatIf={whatIf}
          onChange={value => onChangeAssumption(assumption.id, value)}
        />
      ))}
    </Flex>
  );
}

function AssumptionField(props: {
  assumption: UsedAssumption;
  whatIf: WhatIf;
  onChange: (value: Answer | undefined) => void;
}) {
  const { assumption, whatIf, onChange } = props;
  const { id, title, unit, source, value } = assumption;
  const { input, stored, error } = whatIf;
  const t = useTexts(whatIfTexts, advisorTexts);
  const amount = input.assumptions[id] ?? value;
  const isFree = amount === 0 && unit.startsWith('USD');
  return (
    <AmountField
      label={t('whatIf.assumptionOf', { title, unit })}
      description={[isFree && t('whatIf.free'), t('source', { source })]
        .filter(Boolean)
        .join(' ')}
      amount={amount}
      isShare={unit === 'share'}
      isChanged={input.assumptions[id] !== stored.assumptions[id]}
      problem={
        isAssumption(amount)
          ? findValueProblem(error, `assumptions.${id}`)
          : t('whatIf.problem.assumption')
      }
      onChange={onChange}
    />
  );
}

const format = numberFormat({ maximumSignificantDigits: 12 });

const formatAmount = (amount: Answer | undefined): string =>
  typeof amount === 'number' ? format(amount) : (amount ?? '');

/** An editable number of the model with a reset button. */
function AmountField(props: {
  label: string;
  /** Hides the label, which is shown next to the field. */
  isLabelHidden?: boolean;
  description?: string;
  amount: Answer | undefined;
  /** The amount is a share of a whole, which may be entered as a percentage. */
  isShare?: boolean;
  isChanged: boolean;
  problem?: string;
  /** Undefined resets the change. */
  onChange: (amount: Answer | undefined) => void;
}) {
  const { label, isLabelHidden, description, amount, isShare } = props;
  const { isChanged, problem } = props;
  const t = useTexts(whatIfTexts);
  // Formatted on blur, so that the text does not change while typing.
  const [typed, setTyped] = useState<string>();
  const row = useRef<HTMLDivElement>(null);
  return (
    <Flex align="end" gap="2" ref={row}>
      <TextField
        className={styles.field}
        {...(isLabelHidden ? { 'aria-label': label } : { label })}
        description={description}
        inputMode="decimal"
        autoComplete="off"
        validationBehavior="aria"
        validate={() => problem}
        value={typed ?? formatAmount(amount)}
        onFocus={() => setTyped(formatAmount(amount))}
        onChange={text => {
          setTyped(text);
          props.onChange(parseAnswer(text, isShare));
        }}
        onBlur={() => setTyped(undefined)}
      />
      {isChanged && (
        <SmallButton
          variant="tertiary"
          aria-label={t('whatIf.resetOf', { title: label })}
          onPress={() => {
            // The button disappears with the change, so keep the focus in the field.
            row.current?.querySelector('input')?.focus();
            setTyped(undefined);
            props.onChange(undefined);
          }}
        >
          {t('whatIf.reset')}
        </SmallButton>
      )}
    </Flex>
  );
}
