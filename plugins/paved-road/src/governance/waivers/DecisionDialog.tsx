import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { useRef } from 'react';
import { Dialog } from '../../components/Dialog';
import { ErrorAlert } from '../../components/ErrorAlert';
import { formatDate } from '../../components/formats';
import { TimeAgo } from '../../components/TimeAgo';
import { pavedRoadTranslationRef } from '../../translation';
import { actionOf, needsReason, WaiverDecisionStep } from './decisions';
import { useDecisionComment } from './useDecisionComment';
import { useWaiverDecision } from './useWaiverDecision';
import styles from './WaiverTable.module.css';

/** Asks for a comment before a waiver is decided on, for a reason where it is needed, and tells who was faster where somebody was. */
export function DecisionDialog(props: {
  waiver: Waiver;
  step: WaiverDecisionStep;
  onDecided: (waiver: Waiver) => void;
  /** Somebody else has decided meanwhile. */
  onOutdated: () => void;
  onClose: () => void;
}) {
  const { waiver, step, onDecided, onOutdated, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { comment, setComment, problem, check } = useDecisionComment(step);
  const commentRef = useRef<HTMLDivElement>(null);
  const { isPending, error, newest, decide } = useWaiverDecision(
    waiver,
    actionOf(step),
    { onDecided, onOutdated },
  );
  const confirm = () => {
    const checked = check();
    if (checked === undefined) {
      commentRef.current?.querySelector('textarea')?.focus();
    } else {
      decide(checked);
    }
  };
  return (
    <Dialog
      isOpen
      isDismissable={false}
      width="min(36rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t(`waivers.decide.${step}.title`)}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" weight="bold" className={styles.text}>
            {t('waivers.decide.subject', {
              check: waiver.checkTitle,
              service: waiver.entityTitle,
            })}
          </Text>
          <Text as="p" className={styles.text}>
            {waiver.reason}
          </Text>
          <Text as="p" color="secondary">
            {t(`waivers.decide.${step}.explanation`, {
              date: formatDate(waiver.expiresAt),
            })}
          </Text>
          {newest ? (
            <Alert
              role="alert"
              icon
              status="warning"
              title={t('waivers.decide.conflict')}
              description={
                <Text as="p">
                  <WhatHappened waiver={newest} />
                </Text>
              }
            />
          ) : (
            <TextAreaField
              ref={commentRef}
              label={t(`waivers.decide.${step}.comment`)}
              description={
                needsReason(step) ? t('waivers.decide.commentHelp') : undefined
              }
              isRequired={needsReason(step)}
              validationBehavior="aria"
              validate={() => problem}
              value={comment}
              onChange={setComment}
            />
          )}
          {error && (
            <ErrorAlert error={error} title={t('waivers.decide.failed')} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        {!newest && (
          <Button
            isPending={isPending}
            destructive={step === 'reject' || step === 'revoke'}
            onPress={confirm}
          >
            {t(`waivers.decide.${step}.confirm`)}
          </Button>
        )}
        <Button variant="secondary" onPress={onClose}>
          {newest ? t('waivers.decide.close') : t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Who did what with a waiver last. */
function WhatHappened(props: { waiver: Waiver }) {
  const { status, events } = props.waiver;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const last = events.at(-1);
  return last && last.action !== 'expired' ? (
    <>
      {t('waivers.decide.conflictBy', {
        actor: <EntityRefLink entityRef={last.actor} />,
        action: t(`waivers.details.action.${last.action}`),
        age: <TimeAgo at={last.at} />,
      })}
      {last.comment &&
        ` ${t('waivers.decide.said', { comment: last.comment })}`}
    </>
  ) : (
    t('waivers.decide.conflictOther', { status: t(`waivers.status.${status}`) })
  );
}
