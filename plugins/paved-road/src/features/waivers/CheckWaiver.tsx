import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { CheckResult, Waiver } from '@paved-road/plugin-paved-road-common';
import { RiShieldCheckLine, RiTimeLine } from '@remixicon/react';
import { formatAge, formatDate } from '../../ui/formats';
import { StatusChip } from '../../ui/components/StatusChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useEntityWaivers } from './EntityWaivers';
import { endsSoon } from './waiverTimes';

/** Waivers of a check and the person's permissions. */
export interface CheckWaiver {
  pending?: Waiver;
  /** An approved waiver that the scorecard does not show yet. */
  approved?: Waiver;
  /** The last ended waiver, if there is none now. */
  ended?: Waiver;
  /** Id of the active or pending waiver. */
  id?: string;
  /** Requests a waiver or renews the given one; absent without permission. */
  request?: { maxDays: number; renewed?: Waiver };
}

/** The waivers of a check. Only failing checks can be waived. */
export function useCheckWaiver(result: CheckResult): CheckWaiver {
  const waivers = useEntityWaivers().value;
  if (!waivers || (result.state !== 'fail' && result.state !== 'waived')) {
    return {};
  }
  const isFailing = result.state === 'fail';
  const { options } = waivers;
  const { pending, inForce, ended, renewable } = waivers.ofCheck(
    result.checkId,
  );
  const renewed =
    isFailing || (renewable && endsSoon(renewable.expiresAt))
      ? renewable
      : undefined;
  const mayRequest =
    options.allowed &&
    !pending &&
    (isFailing ? inForce === undefined : renewed !== undefined);
  return {
    pending,
    approved: isFailing ? inForce : undefined,
    ended: isFailing && !inForce && !pending ? ended : undefined,
    id:
      pending?.id ?? (isFailing ? undefined : result.waiver.id) ?? inForce?.id,
    request: mayRequest ? { maxDays: options.maxDays, renewed } : undefined,
  };
}

/** Waiver chips next to the title of a check. */
export function WaiverChips(props: {
  result: CheckResult;
  waiver: CheckWaiver;
}) {
  const { result, waiver } = props;
  const { pending, approved } = waiver;
  const t = useTexts(waiversTexts);
  const until = result.state === 'waived' ? result.waiver : approved;
  const isEnding = until && endsSoon(until.expiresAt);
  return (
    <>
      {until && (
        <StatusChip
          tone={isEnding ? 'warning' : 'info'}
          icon={isEnding ? RiTimeLine : RiShieldCheckLine}
        >
          {t('waivers.check.until', { date: formatDate(until.expiresAt) })}
        </StatusChip>
      )}
      {pending && (
        <StatusChip tone="warning" icon={RiTimeLine}>
          {t(
            pending.renews
              ? 'waivers.check.pendingRenewal'
              : 'waivers.check.pending',
          )}
        </StatusChip>
      )}
    </>
  );
}

/** Details of the active, pending or last waiver of a check. */
export function WaiverNotes(props: {
  result: CheckResult;
  waiver: CheckWaiver;
}) {
  const { result, waiver } = props;
  const { pending, approved, ended } = waiver;
  const t = useTexts(waiversTexts);
  return (
    <>
      {result.state === 'waived' && (
        <>
          <Text as="p" style={{ overflowWrap: 'anywhere' }}>
            {t('waivers.check.waived', {
              reason: result.waiver.reason,
              date: formatDate(result.waiver.expiresAt),
              in: formatAge(result.waiver.expiresAt),
            })}
          </Text>
          <Text as="p" color="secondary" variant="body-small">
            {t('waivers.check.people', {
              requester: (
                <EntityRefLink entityRef={result.waiver.requestedBy} />
              ),
              approver: <EntityRefLink entityRef={result.waiver.approvedBy} />,
            })}
          </Text>
        </>
      )}
      {approved?.decision && (
        <Text as="p">
          {t('waivers.check.approved', {
            approver: <EntityRefLink entityRef={approved.decision.by} />,
            date: formatDate(approved.expiresAt),
          })}
        </Text>
      )}
      {pending && (
        <Text as="p">
          {t('waivers.check.pendingBy', {
            requester: <EntityRefLink entityRef={pending.requestedBy} />,
            age: <TimeAgo at={pending.requestedAt} />,
          })}
        </Text>
      )}
      {ended && <EndedWaiver waiver={ended} />}
    </>
  );
}

function EndedWaiver(props: { waiver: Waiver }) {
  const { status, decision, revocation, expiresAt } = props.waiver;
  const t = useTexts(waiversTexts);
  const signature = status === 'expired' ? undefined : (revocation ?? decision);
  const ending = decision
    ? ('lastRevoked' as const)
    : ('lastWithdrawn' as const);
  const what = signature
    ? t(`waivers.check.${revocation ? ending : 'lastRejected'}`, {
        actor: <EntityRefLink entityRef={signature.by} />,
        age: <TimeAgo at={signature.at} />,
      })
    : t(`waivers.check.${decision ? 'lastExpired' : 'lastUndecided'}`, {
        age: <TimeAgo at={expiresAt} />,
      });
  return (
    <Text
      as="p"
      color="secondary"
      variant="body-small"
      style={{ overflowWrap: 'anywhere' }}
    >
      {signature?.comment
        ? t('waivers.check.lastWith', { what, comment: signature.comment })
        : what}
    </Text>
  );
}
