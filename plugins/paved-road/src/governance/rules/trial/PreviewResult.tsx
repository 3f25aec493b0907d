import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { RulesPreview } from '@paved-road/plugin-paved-road-common';
import { useRef, useState } from 'react';
import { formatNumber } from '../../../components/formats';
import { pavedRoadTranslationRef } from '../../../translation';
import { ChangedServices } from './ChangedServices';
import { ChangeKinds } from './ChangeKinds';
import { CheckEffects } from './CheckEffects';
import { LevelShift } from './LevelShift';
import { ChangeFilter } from './useChangedServices';

/** What a rule pack would change: in numbers, in levels, by check, and for which services. */
export function PreviewResult(props: { preview: RulesPreview }) {
  const { preview } = props;
  const { compared, changes } = preview;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [filter, setFilter] = useState<ChangeFilter>({});
  const services = useRef<HTMLDivElement>(null);
  const changed = Object.values(changes).reduce((sum, n) => sum + n, 0);
  const show = (next: ChangeFilter) => {
    setFilter(next);
    services.current?.focus();
  };
  if (compared === 0) {
    return <Text as="p">{t('rules.preview.noServices')}</Text>;
  }
  return (
    <Flex direction="column" gap="5">
      <Text as="p">
        {changed === 0
          ? t('rules.preview.nothing', { total: formatNumber(compared) })
          : t('rules.preview.summary', {
              changed: formatNumber(changed),
              total: formatNumber(compared),
            })}
      </Text>
      {changed > 0 && (
        <ChangeKinds changes={changes} onShow={kind => show({ kind })} />
      )}
      <LevelShift levels={preview.levels} />
      <CheckEffects preview={preview} onShow={check => show({ check })} />
      {changed > 0 && (
        <ChangedServices
          focusRef={services}
          preview={preview}
          filter={filter}
          onFilterChange={setFilter}
        />
      )}
    </Flex>
  );
}
