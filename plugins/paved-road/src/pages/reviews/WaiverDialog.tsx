import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useData } from '../../data/queries/useData';
import { isConflict } from '../../features/decision/ConflictAlert';
import { AsyncView } from '../../ui/components/AsyncView';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { isNotFound } from '../../ui/components/ErrorAlert';
import { formatAge, formatDate } from '../../ui/formats';
import { Outcome, OutcomeDialog } from '../../ui/components/OutcomeDialog';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { waiversTexts } from '../../features/waivers/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { WaiverEvents, WaiverStatusChip } from '../../features/waivers';
import { GoneDialog } from './GoneDialog';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';

/** Actions on a waiver: pending ones can be withdrawn, active ones revoked. */
type WaiverStep = 'approve' | 'reject' | 'revoke' | 'withdraw';

/** All details of a waiver, with the permitted actions. */
export function WaiverDialog(props: {
  id: string;
  /** Shows another waiver of the chain. */
  onShow: (id: string) => void;
  /** Called with a message after success. */
  onDecided: (text: string) => void;
  /** Called on a conflicting decision. */
  onOutdated: () => void;
  onClose: () => void;
}) {
  const { id, onShow, onDecided, onOutdated, onClose } = props;
  const t = useTexts(waiversTexts);
  const api = usePavedRoadApi();
  const state = useData(['waiver', id], () => api.getWaiver(id));
  const [isEnding, setEnding] = useState(false);
  /** Its result, if somebody reviewed it meanwhile. */
  const [newest, setNewest] = useState<Waiver>();
  const waiver = state.value;
  const mayReview = waiver?.allowed.review === true;
  const preview = useData(['waiverPreview', id, mayReview], async () =>
    mayReview ? await api.previewWaiverReview(id) : undefined,
  );
  const ending: WaiverStep =
    waiver?.status === 'requested' ? 'withdraw' : 'revoke';
  const steps = stepsNow();

  function stepsNow(): WaiverStep[] {
    if (!waiver || newest) {
      return [];
    }
    if (mayReview) {
      return ['approve', 'reject'];
    }
    return isEnding ? [ending] : [];
  }

  const deciding = useAction(
    async (step: WaiverStep, comment: string | undefined) => {
      if (!waiver) {
        return;
      }
      const { etag, checkTitle, entityTitle } = waiver;
      const calls = {
        approve: api.approveWaiver,
        reject: api.rejectWaiver,
        revoke: api.revokeWaiver,
        withdraw: api.revokeWaiver,
      };
      try {
        await calls[step](id, etag, comment);
        onDecided(
          t(`waivers.decide.${step}.done`, {
            check: checkTitle,
            service: entityTitle,
          }),
        );
      } catch (error) {
        if (!(error instanceof Error && isConflict(error))) {
          throw error;
        }
        onOutdated();
        const now = await api.getWaiver(id);
        if (now.etag === etag) {
          // Another waiver blocks this one; the error names it.
          throw error;
        }
        setNewest(now);
      }
    },
  );

  if (isNotFound(state.error)) {
    return <GoneDialog kind="waiver" onClose={onClose} />;
  }
  return (
    <OutcomeDialog
      title={
        isEnding
          ? t(`waivers.decide.${ending}.title`)
          : t('waivers.details.title', { check: waiver?.checkTitle ?? '…' })
      }
      outcomes={steps.map((step): Outcome<WaiverStep> => ({
        id: step,
        label: t(`waivers.decide.${step}.action`),
        effect: t(`waivers.decide.${step}.explanation`, {
          date: formatDate(waiver?.expiresAt ?? ''),
        }),
        takes:
          step === 'approve' || step === 'reject'
            ? (from, to) => t(`waivers.decide.${step}.takes`, { from, to })
            : undefined,
        comment: t(`waivers.decide.${step}.comment`),
        needsComment: step === 'reject' || step === 'revoke',
        isDestructive: step === 'reject' || step === 'revoke',
      }))}
      levels={preview.value?.levels}
      preview={preview}
      isPending={deciding.isPending}
      error={deciding.error}
      failed={t('waivers.decide.failed')}
      onConfirm={deciding.run}
      onClose={onClose}
      actions={
        waiver?.allowed.revoke &&
        !mayReview &&
        !isEnding && (
          <Button variant="secondary" onPress={() => setEnding(true)}>
            {t(`waivers.decide.${ending}.action`)}
          </Button>
        )
      }
    >
      <AsyncView state={state}>
        {found => (
          <Flex direction="column" gap="4">
            <div>
              <WaiverStatusChip status={found.status} />
            </div>
            <Facts waiver={found} />
            <Text as="p" style={{ overflowWrap: 'anywhere' }}>
              {found.reason}
            </Text>
            {found.renews && (
              <ChainLink id={found.renews} text="renews" onShow={onShow} />
            )}
            {found.renewedBy && (
              <ChainLink
                id={found.renewedBy}
                text="renewedBy"
                onShow={onShow}
              />
            )}
            <section aria-label={t('waivers.details.events')}>
              <Text as="h3" weight="bold">
                {t('waivers.details.events')}
              </Text>
              <WaiverEvents events={found.events} />
            </section>
          </Flex>
        )}
      </AsyncView>
      {newest && (
        <Notice
          role="alert"
          title={t('waivers.decide.conflict')}
          description={
            <Text as="p">
              <WhatHappened waiver={newest} />
            </Text>
          }
        />
      )}
    </OutcomeDialog>
  );
}

function Facts(props: { waiver: Waiver }) {
  const { waiver } = props;
  const { entityRef, entityTitle, owner, decision, revocation } = waiver;
  const t = useTexts(waiversTexts);
  const links = useEntityLinks();
  const signed = (signature: { by: string; at: string } | undefined) =>
    signature &&
    t('waivers.details.byAt', {
      actor: <EntityRefLink entityRef={signature.by} />,
      age: <TimeAgo at={signature.at} />,
    });
  return (
    <DescriptionList
      items={{
        [t('waivers.details.service')]: (
          <Link href={links.scorecard(entityRef)}>{entityTitle}</Link>
        ),
        [t('waivers.details.until')]: t('waivers.details.dateIn', {
          date: formatDate(waiver.expiresAt),
          in: formatAge(waiver.expiresAt),
        }),
        [t('waivers.details.requested')]: signed({
          by: waiver.requestedBy,
          at: waiver.requestedAt,
        }),
        [t('waivers.details.decided')]: signed(decision),
        [t('waivers.details.ended')]: signed(revocation),
        [t('waivers.details.owner')]: owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" />
        ),
      }}
    />
  );
}

/** Links to the previous waiver, or to the request that renews this one. */
function ChainLink(props: {
  id: string;
  text: 'renews' | 'renewedBy';
  onShow: (id: string) => void;
}) {
  const { id, text, onShow } = props;
  const t = useTexts(waiversTexts);
  const { value: other } = useData(['waiver', id], api => api.getWaiver(id));
  return (
    <Row>
      <Text>
        {other
          ? t(`waivers.details.${text}`, {
              date: formatDate(other.expiresAt),
              status: t(`waivers.status.${other.status}`),
            })
          : t(`waivers.details.${text}Any`)}
      </Text>
      <SmallButton variant="tertiary" onPress={() => onShow(id)}>
        {t(
          text === 'renews'
            ? 'waivers.details.showEarlier'
            : 'waivers.details.showNewer',
        )}
      </SmallButton>
    </Row>
  );
}

/** The last event of a waiver. */
function WhatHappened(props: { waiver: Waiver }) {
  const { status, events } = props.waiver;
  const t = useTexts(waiversTexts);
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
