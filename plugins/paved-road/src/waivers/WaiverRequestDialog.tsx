import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { RefObject, useRef } from 'react';
import { Dialog } from '../components/Dialog';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatDate } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { ExpiryField } from './ExpiryField';
import { useWaiverRequest, WaiverSubjectOfRequest } from './useWaiverRequest';
import styles from './Waivers.module.css';

/** Asks for a waiver of a check, or for one that continues another. */
export function WaiverRequestDialog(props: {
  subject: WaiverSubjectOfRequest & { checkTitle: string };
  /** The longest time, in days from now. */
  maxDays: number;
  onRequested: (waiver: Waiver) => void;
  onClose: () => void;
}) {
  const { subject, maxDays, onRequested, onClose } = props;
  const { checkTitle, renewed } = subject;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
      isOpen
      // A click beside it must not throw away what is written.
      isDismissable={false}
      width="min(36rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t(renewed ? 'waivers.request.renewTitle' : 'waivers.request.title', {
          check: checkTitle,
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('waivers.request.meaning')}</Text>
          {renewed && (
            <Text as="p" className={styles.text}>
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
          {form.error && (
            <ErrorAlert
              error={form.error}
              title={t('waivers.request.failed')}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button isPending={form.isPending} onPress={submit}>
          {t('waivers.request.confirm')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function focusIn(field: RefObject<HTMLElement>, control: string) {
  field.current?.querySelector<HTMLElement>(control)?.focus();
}
