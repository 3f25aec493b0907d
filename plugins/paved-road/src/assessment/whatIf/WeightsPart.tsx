import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Slider, Text } from '@backstage/ui';
import {
  ModelCriterion,
  largestWeight,
} from '@paved-road/plugin-paved-road-common';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { AmountField } from './AmountField';
import { WhatIf } from './useWhatIf';
import styles from './whatIf.module.css';
import { isWeight, withValue } from './whatIfInput';

/** What each criterion weighs, by a slider and by its number. */
export function WeightsPart(props: { whatIf: WhatIf }) {
  const { criteria } = useModel();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <Text as="p" color="secondary" variant="body-small">
        {t('whatIf.weightsHelp', { most: String(largestWeight) })}
      </Text>
      {criteria.map(criterion => (
        <Weight
          key={criterion.id}
          criterion={criterion}
          whatIf={props.whatIf}
        />
      ))}
    </Flex>
  );
}

function Weight(props: { criterion: ModelCriterion; whatIf: WhatIf }) {
  const { criterion, whatIf } = props;
  const { id, title, demand } = criterion;
  const { input, stored, change } = whatIf;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
    <div className={styles.sliding}>
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
    </div>
  );
}
