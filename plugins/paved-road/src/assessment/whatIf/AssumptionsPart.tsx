import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, SearchField, Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer } from '../form/answers';
import { AmountField } from './AmountField';
import { WhatIf } from './useWhatIf';
import { isAssumption, problemOf } from './whatIfInput';

/** @param value - undefined takes back what was changed */
export type AssumptionChange = (id: string, value: Answer | undefined) => void;

type UsedAssumption = Advice['assumptions'][number];

/** Every assumption behind the numbers, with its unit and source. */
export function AssumptionsPart(props: {
  whatIf: WhatIf;
  onChangeAssumption: AssumptionChange;
}) {
  const { whatIf, onChangeAssumption } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const amount = input.assumptions[id] ?? value;
  return (
    <AmountField
      label={t('whatIf.assumptionOf', { title, unit })}
      description={t('source', { source })}
      amount={amount}
      isChanged={input.assumptions[id] !== stored.assumptions[id]}
      problem={
        isAssumption(amount)
          ? problemOf(error, `assumptions.${id}`)
          : t('whatIf.problem.assumption')
      }
      onChange={onChange}
    />
  );
}
