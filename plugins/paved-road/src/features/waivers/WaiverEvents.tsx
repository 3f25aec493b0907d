import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { WaiverEvent } from '@paved-road/plugin-paved-road-common';
import { formatDateTime } from '../../ui/formats';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { PlainList } from '../../ui/components/Layout';
import styles from './waivers.module.css';

/** Events of a waiver, newest first. */
export function WaiverEvents(props: { events: WaiverEvent[] }) {
  const t = useTexts(waiversTexts);
  return (
    <PlainList as="ol" aria-label={t('waivers.details.events')}>
      {props.events.toReversed().map(event => (
        <li key={`${event.at} ${event.action}`} className={styles.event}>
          <Text as="p">
            {event.action === 'expired'
              ? t('waivers.details.expired')
              : t('waivers.details.event', {
                  actor: <EntityRefLink entityRef={event.actor} />,
                  action: t(`waivers.details.action.${event.action}`),
                })}{' '}
            <Text color="secondary" variant="body-small">
              {formatDateTime(event.at)}
            </Text>
          </Text>
          {event.comment && (
            <Text as="p" color="secondary">
              {event.comment}
            </Text>
          )}
        </li>
      ))}
    </PlainList>
  );
}
