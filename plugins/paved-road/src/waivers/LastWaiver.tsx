import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { TimeAgo } from '../components/TimeAgo';
import { pavedRoadTranslationRef } from '../translation';
import styles from './Waivers.module.css';

/** What became of the last waiver of a check that fails again, or still. */
export function LastWaiver(props: { waiver: Waiver }) {
  const { status, decision, revocation, expiresAt } = props.waiver;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const signature = revocation ?? decision;
  if (status === 'expired' || !signature) {
    return (
      <Text as="p" color="secondary" variant="body-small">
        {t(
          decision
            ? 'waivers.check.lastExpired'
            : 'waivers.check.lastUndecided',
          { age: <TimeAgo at={expiresAt} /> },
        )}
      </Text>
    );
  }
  const what = t(
    revocation
      ? `waivers.check.${decision ? 'lastRevoked' : 'lastWithdrawn'}`
      : 'waivers.check.lastRejected',
    {
      actor: <EntityRefLink entityRef={signature.by} />,
      age: <TimeAgo at={signature.at} />,
    },
  );
  return (
    <Text as="p" color="secondary" variant="body-small" className={styles.text}>
      {signature.comment
        ? t('waivers.check.lastWith', { what, comment: signature.comment })
        : what}
    </Text>
  );
}
