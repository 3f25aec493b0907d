import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { pavedRoadApiRef } from '../api';
import { AsyncView } from '../components/AsyncView';
import { TimeAgo } from '../components/TimeAgo';
import { useFleetData } from '../governance/useFleetData';
import { useWaiversLink } from '../governance/waivers/useWaiversLink';
import { pavedRoadTranslationRef } from '../translation';
import styles from './HomePart.module.css';

/** Of the requests that wait for longest, those are shown that the person may decide on. */
const REQUESTS = 100;
const SHOWN = 3;

/** The requests for waivers that wait for the person. */
export function HomeWaivers() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const waiversLink = useWaiversLink();
  const waiting = useFleetData(async () => {
    const { items } = await api.listWaivers({
      status: 'requested',
      limit: REQUESTS,
    });
    return items.filter(({ allowed }) => allowed.review);
  }, [api]);
  return (
    <AsyncView state={waiting}>
      {waivers =>
        waivers.length === 0 ? (
          <Text as="p" color="secondary">
            {t('home.noWaivers')}
          </Text>
        ) : (
          <ul className={styles.list}>
            {waivers.slice(0, SHOWN).map(waiver => (
              <li key={waiver.id} className={styles.entry}>
                <Link href={waiversLink({ waiver: waiver.id })}>
                  {t('home.waiver', {
                    check: waiver.checkTitle,
                    service: waiver.entityTitle,
                  })}
                </Link>
                <Text as="span" color="secondary">
                  <TimeAgo at={waiver.requestedAt} />
                </Text>
              </li>
            ))}
            {waivers.length > SHOWN && (
              <li>
                <Link href={waiversLink()}>
                  {t('home.moreWaivers', { count: waivers.length - SHOWN })}
                </Link>
              </li>
            )}
          </ul>
        )
      }
    </AsyncView>
  );
}
