import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { PagedGroups } from '../PagedGroups';
import { useTracks } from './useTracks';
import { useServicesLink } from '../services/useServicesLink';

/** The fleet by owner: also by those that are persons, or not in the catalog. */
export function OwnerGroups(props: { byLevel: ScorecardsSummary }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  return (
    <PagedGroups
      label={t('teams.owners')}
      query={{ groupBy: 'owner' }}
      groupedBy={t('teams.owner')}
      byLevel={props.byLevel}
      title={({ key, title }) => (key === 'none' ? t('teams.noOwner') : title)}
      link={({ key }) =>
        key === 'none' ? undefined : servicesLink({ owner: key })
      }
      trackLink={({ key }, track) =>
        key === 'none'
          ? undefined
          : servicesLink({ owner: key, track, state: 'fail' })
      }
      tracks={useTracks()}
      emptyText={t('teams.noneOwned')}
    />
  );
}
