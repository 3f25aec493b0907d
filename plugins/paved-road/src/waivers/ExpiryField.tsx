import { CalendarDate } from '@internationalized/date';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  DatePicker,
  Flex,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Ref } from 'react';
import { formatNumber } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { inDays } from './waiverTimes';

const usualPresets = [30, 60, 90];

/** Asks for the day on which a waiver ends. */
export function ExpiryField(props: {
  fieldRef: Ref<HTMLDivElement>;
  value: CalendarDate | null;
  from: CalendarDate;
  to: CalendarDate;
  /** The longest time, in days from now. */
  maxDays: number;
  problem?: string;
  onChange: (value: CalendarDate | null) => void;
}) {
  const { fieldRef, value, from, to, maxDays, problem, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const possible = usualPresets.filter(days => days <= maxDays);
  const presets = possible.length > 0 ? possible : [maxDays];
  const chosen = presets.filter(days => value?.compare(inDays(days)) === 0);
  return (
    <Flex direction="column" gap="2">
      <DatePicker
        ref={fieldRef}
        label={t('waivers.request.until')}
        description={t('waivers.request.untilHelp', {
          maxDays: formatNumber(maxDays),
        })}
        isRequired
        validationBehavior="aria"
        validate={() => problem}
        minValue={from}
        maxValue={to}
        value={value}
        onChange={date => onChange(date as CalendarDate | null)}
      />
      <ToggleButtonGroup
        aria-label={t('waivers.request.presets')}
        selectionMode="single"
        selectedKeys={chosen.map(String)}
        onSelectionChange={keys => {
          // Pressed once more, it stays what it is.
          const [days = chosen[0]] = keys;
          onChange(inDays(Number(days)));
        }}
      >
        {presets.map(days => (
          <ToggleButton key={days} id={String(days)} size="small">
            {t('waivers.request.days', { count: days })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Flex>
  );
}
