import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { AssessmentEvent } from '@paved-road/plugin-paved-road-common';
import { formatDateTime } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import styles from './EventList.module.css';

/** Who did what with an assessment, newest first. */
export function EventList(props: { events: AssessmentEvent[] }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ol className={styles.events} aria-label={t('history.events')}>
      {props.events.toReversed().map(event => (
        <li key={`${event.at} ${event.action}`} className={styles.event}>
          <Text as="span" color="secondary">
            {formatDateTime(event.at)}
          </Text>
          <div>
            <Text as="p">
              {t('history.event', {
                action: t(`history.action.${event.action}`),
                actor: <EntityRefLink entityRef={event.actor} />,
              })}
            </Text>
            {event.comment && (
              <Text as="p" color="secondary">
                {event.comment}
              </Text>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
