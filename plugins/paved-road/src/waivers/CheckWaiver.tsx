import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text, VisuallyHidden } from '@backstage/ui';
import { CheckResult, Waiver } from '@paved-road/plugin-paved-road-common';
import { RiTimeLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { formatAge, formatDate } from '../components/formats';
import { StatusChip } from '../components/StatusChip';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';
import { EntityWaivers, useEntityWaivers } from './EntityWaivers';
import { LastWaiver } from './LastWaiver';
import { useWaiverLink } from './useWaiverLink';
import { WaiverRequestDialog } from './WaiverRequestDialog';
import styles from './Waivers.module.css';
import { endsSoon } from './waiverTimes';

type ExemptableResult = Extract<CheckResult, { state: 'fail' | 'waived' }>;

/** The waiver that a check has, or waits for, and the way to ask for one. */
export function CheckWaiver(props: { result: ExemptableResult }) {
  const { result } = props;
  const waivers = useEntityWaivers().value;
  return (
    <>
      {result.state === 'waived' && <WaivedText waiver={result.waiver} />}
      {waivers && <WaiverRequest result={result} waivers={waivers} />}
    </>
  );
}

function WaivedText(props: {
  waiver: Extract<CheckResult, { state: 'waived' }>['waiver'];
}) {
  const { id, reason, expiresAt, requestedBy, approvedBy } = props.waiver;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const waiverLink = useWaiverLink();
  return (
    <>
      <Text as="p" className={styles.text}>
        {t('waivers.check.waived', {
          reason,
          date: formatDate(expiresAt),
          in: formatAge(expiresAt),
        })}
      </Text>
      <Text as="p" color="secondary" variant="body-small">
        {t('waivers.check.people', {
          requester: <EntityRefLink entityRef={requestedBy} />,
          approver: <EntityRefLink entityRef={approvedBy} />,
        })}
        {waiverLink && ' · '}
        {waiverLink && (
          <Link href={waiverLink(id)} variant="body-small">
            {t('waivers.check.showWaiver')}
          </Link>
        )}
      </Text>
      {endsSoon(expiresAt) && (
        <div>
          <StatusChip tone="warning" icon={RiTimeLine}>
            {t('waivers.endsSoon', { in: formatAge(expiresAt) })}
          </StatusChip>
        </div>
      )}
    </>
  );
}

function WaiverRequest(props: {
  result: ExemptableResult;
  waivers: EntityWaivers;
}) {
  const { result, waivers } = props;
  const { checkId, title, state } = result;
  const { entityRef, options, ofCheck, add } = waivers;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const [sentId, setSentId] = useState<string>();
  const stateRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that opened the dialog is gone.
    if (sentId !== undefined) {
      stateRef.current?.focus();
    }
  }, [sentId]);
  const { pending, inForce, ended, renewable } = ofCheck(checkId);
  const renewed =
    state === 'fail' || (renewable && endsSoon(renewable.expiresAt))
      ? renewable
      : undefined;
  const mayRequest =
    options.allowed &&
    (state === 'waived' ? renewed !== undefined : inForce === undefined);
  const label = renewed ? 'waivers.check.renew' : 'waivers.check.request';
  return (
    <Flex
      ref={stateRef}
      tabIndex={-1}
      direction="column"
      gap="1"
      className={styles.state}
    >
      {pending ? (
        <PendingRequest waiver={pending} isNew={pending.id === sentId} />
      ) : (
        <>
          {state === 'fail' && inForce?.decision && (
            <Text as="p">
              {t('waivers.check.approved', {
                approver: <EntityRefLink entityRef={inForce.decision.by} />,
                date: formatDate(inForce.expiresAt),
              })}
            </Text>
          )}
          {state === 'fail' && !inForce && ended && (
            <LastWaiver waiver={ended} />
          )}
          {mayRequest && (
            <div>
              <Button
                size="small"
                variant="tertiary"
                className={styles.request}
                aria-label={t(`${label}Of`, { check: title })}
                onPress={() => setOpen(true)}
              >
                {t(label)}
              </Button>
            </div>
          )}
        </>
      )}
      {isOpen && (
        <WaiverRequestDialog
          subject={{ entityRef, checkId, checkTitle: title, renewed }}
          maxDays={options.maxDays}
          onRequested={waiver => {
            setOpen(false);
            setSentId(waiver.id);
            add(waiver);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </Flex>
  );
}

function PendingRequest(props: { waiver: Waiver; isNew: boolean }) {
  const { waiver, isNew } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const waiverLink = useWaiverLink();
  return (
    <Flex align="center" gap="2" className={styles.line}>
      <StatusChip tone="warning" icon={RiTimeLine}>
        {t(
          waiver.renews
            ? 'waivers.check.pendingRenewal'
            : 'waivers.check.pending',
        )}
      </StatusChip>
      {isNew && (
        <VisuallyHidden role="status">
          {t('waivers.request.sent')}
        </VisuallyHidden>
      )}
      <Text as="span" variant="body-small">
        {t('waivers.check.pendingBy', {
          requester: <EntityRefLink entityRef={waiver.requestedBy} />,
          age: <TimeAgo at={waiver.requestedAt} />,
        })}
      </Text>
      {waiverLink && (
        <Link href={waiverLink(waiver.id)} variant="body-small">
          {t('waivers.check.show')}
        </Link>
      )}
    </Flex>
  );
}
