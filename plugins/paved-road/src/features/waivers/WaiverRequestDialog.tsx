import { CalendarDate } from '@internationalized/date';
import {
  Button,
  DatePicker,
  Flex,
  Text,
  TextAreaField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { Ref, RefObject, useRef } from 'react';
import { Dialog } from '../../ui/components/Dialog';
import { formatDate, formatNumber } from '../../ui/formats';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useWaiverRequest, WaiverSubjectOfRequest } from './useWaiverRequest';
import { inDays } from './waiverTimes';

export function WaiverRequestDialog(props: {
  subject: WaiverSubjectOfRequest & { checkTitle: string };
  /** Longest duration in days. */
  maxDays: number;
  /** Describes the effect of the waiver on the level. */
  effect: (until: string) => string;
  onRequested: (waiver: Waiver) => void;
  onClose: () => void;
}) {
  const { subject, maxDays, effect, onRequested, onClose } = props;
  const { checkTitle, renewed } = subject;
  const t = useTexts(waiversTexts);
  const form = useWaiverRequest(subject, maxDays);
  const reasonRef = useRef<HTMLDivElement>(null);
  const expiryRef = useRef<HTMLDivElement>(null);
  const submit = async () => {
    const outcome = await form.submit();
    if (outcome === 'reason') {
      focusIn(reasonRef, 'textarea');
    } else if (outcome === 'expiresAt') {
      focusIn(expiryRef, '[role="spinbutton"]');
    } else if (outcome) {
      onRequested(outcome);
    }
  };
  return (
    <Dialog
      title={t(
        renewed ? 'waivers.request.renewTitle' : 'waivers.request.title',
        {
          check: checkTitle,
        },
      )}
      keepsInput
      width="min(36rem, calc(100vw - 2rem))"
      actions={
        <Button isPending={form.isPending} onPress={submit}>
          {t('waivers.request.confirm')}
        </Button>
      }
      error={form.error}
      failed={t('waivers.request.failed')}
      onClose={onClose}
    >
      <Text as="p">
        {t('waivers.request.meaning')}{' '}
        {form.until && effect(formatDate(form.until.toString()))}
      </Text>
      {renewed && (
        <Text as="p" style={{ overflowWrap: 'anywhere' }}>
          {t('waivers.request.renewMeaning', {
            date: formatDate(renewed.expiresAt),
            reason: renewed.reason,
          })}
        </Text>
      )}
      <TextAreaField
        ref={reasonRef}
        label={t('waivers.request.reason')}
        description={t('waivers.request.reasonHelp')}
        rows={4}
        isRequired
        validationBehavior="aria"
        validate={() => form.problems.reason}
        value={form.reason}
        onChange={form.setReason}
      />
      <ExpiryField
        fieldRef={expiryRef}
        value={form.until}
        from={form.from}
        to={form.to}
        maxDays={maxDays}
        problem={form.problems.expiresAt}
        onChange={form.setUntil}
      />
    </Dialog>
  );
}

function focusIn(field: RefObject<HTMLElement>, control: string) {
  field.current?.querySelector<HTMLElement>(control)?.focus();
}

const usualPresets = [30, 60, 90];

/** The last day of a waiver. */
function ExpiryField(props: {
  fieldRef: Ref<HTMLDivElement>;
  value: CalendarDate | null;
  from: CalendarDate;
  to: CalendarDate;
  maxDays: number;
  problem?: string;
  onChange: (value: CalendarDate | null) => void;
}) {
  const { fieldRef, value, from, to, maxDays, problem, onChange } = props;
  const t = useTexts(waiversTexts);
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
          // Pressing it again keeps the selection.
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
