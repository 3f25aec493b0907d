import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { DescriptionList } from '../../components/DescriptionList';
import { Dialog } from '../../components/Dialog';
import { formatAge, formatDate } from '../../components/formats';
import { TimeAgo } from '../../components/TimeAgo';
import { pavedRoadTranslationRef } from '../../translation';
import { WaiverEvents, WaiverStatusChip } from '../../waivers';
import { useEntityLinks } from '../../components/useEntityLinks';
import { WaiverDecisionStep } from './decisions';
import { RenewalChain } from './RenewalChain';
import { WaiverActions } from './WaiverActions';
import styles from './WaiverTable.module.css';

/** Everything about one waiver: its reason, its renewals, and what happened to it. */
export function WaiverDetails(props: {
  id: string;
  onDecide: (waiver: Waiver, step: WaiverDecisionStep) => void;
  /** Shows another waiver of the chain. */
  onShow: (id: string) => void;
  onClose: () => void;
}) {
  const { id, onDecide, onShow, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const waiver = useAsyncRetry(() => api.getWaiver(id), [api, id]);
  return (
    <Dialog
      isOpen
      width="min(44rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t('waivers.details.title', {
          check: waiver.value?.checkTitle ?? '…',
        })}
      </DialogHeader>
      <DialogBody>
        <AsyncView state={waiver}>
          {found => (
            <Flex direction="column" gap="4">
              <div>
                <WaiverStatusChip status={found.status} />
              </div>
              <Facts waiver={found} />
              <Text as="p" className={styles.text}>
                {found.reason}
              </Text>
              <RenewalChain waiver={found} onShow={onShow} />
              <section aria-label={t('waivers.details.events')}>
                <Text as="h3" weight="bold">
                  {t('waivers.details.events')}
                </Text>
                <WaiverEvents events={found.events} />
              </section>
            </Flex>
          )}
        </AsyncView>
      </DialogBody>
      <DialogFooter>
        {waiver.value && (
          <WaiverActions
            waiver={waiver.value}
            onDecide={step => waiver.value && onDecide(waiver.value, step)}
          />
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('waivers.decide.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Facts(props: { waiver: Waiver }) {
  const { waiver } = props;
  const { entityRef, entityTitle, owner, decision, revocation } = waiver;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const links = useEntityLinks();
  const signed = (by: string, at: string) =>
    t('waivers.details.byAt', {
      actor: <EntityRefLink entityRef={by} />,
      age: <TimeAgo at={at} />,
    });
  return (
    <DescriptionList
      items={[
        {
          label: t('waivers.details.service'),
          value: <Link href={links.scorecard(entityRef)}>{entityTitle}</Link>,
        },
        {
          label: t('waivers.details.until'),
          value: t('waivers.details.dateIn', {
            date: formatDate(waiver.expiresAt),
            in: formatAge(waiver.expiresAt),
          }),
        },
        {
          label: t('waivers.details.requested'),
          value: signed(waiver.requestedBy, waiver.requestedAt),
        },
        ...(decision
          ? [
              {
                label: t('waivers.details.decided'),
                value: signed(decision.by, decision.at),
              },
            ]
          : []),
        ...(revocation
          ? [
              {
                label: t('waivers.details.ended'),
                value: signed(revocation.by, revocation.at),
              },
            ]
          : []),
        ...(owner
          ? [
              {
                label: t('waivers.details.owner'),
                value: <EntityRefLink entityRef={owner} defaultKind="group" />,
              },
            ]
          : []),
      ]}
    />
  );
}
