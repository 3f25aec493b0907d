import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { PagedGroups } from '../PagedGroups';
import { useServicesLink } from '../services/useServicesLink';
import { useGroups } from '../useGroups';
import { Track } from './useTracks';

/** The fleet by owner: also by those that are persons, or not in the catalog. */
export function OwnerGroups(props: {
  byLevel: ScorecardsSummary;
  tracks: Track[];
}) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const owners = useGroups({ groupBy: 'owner' });
  return (
    <AsyncView state={owners}>
      {list => (
        <PagedGroups
          label={t('teams.owners')}
          list={list}
          more={owners}
          groupedBy={t('teams.owner')}
          {...props}
          title={({ key, title }) =>
            key === 'none' ? t('teams.noOwner') : title
          }
          link={({ key }) =>
            key === 'none' ? undefined : servicesLink({ owner: key })
          }
          trackLink={({ key }, track) =>
            key === 'none'
              ? undefined
              : servicesLink({ owner: key, track, state: 'fail' })
          }
          emptyText={t('teams.noneOwned')}
        />
      )}
    </AsyncView>
  );
}
