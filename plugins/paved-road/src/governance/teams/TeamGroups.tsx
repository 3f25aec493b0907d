import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { PagedGroups } from '../PagedGroups';
import { useTracks } from './useTracks';
import { useServicesLink } from '../services/useServicesLink';
import { useTeamsLink } from './useTeamsLink';

/**
 * The teams directly below one, or the topmost ones, each summed up with all teams below it. A team leads
 * to those below it, and one without any to its services.
 */
export function TeamGroups(props: {
  parentRef?: string;
  byLevel: ScorecardsSummary;
}) {
  const { parentRef, byLevel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teamsLink = useTeamsLink();
  const servicesLink = useServicesLink();
  return (
    <PagedGroups
      label={t('teams.title')}
      query={{ groupBy: 'team', parent: parentRef }}
      groupedBy={t('teams.team')}
      byLevel={byLevel}
      title={({ title }) => title}
      link={({ key, hasChildren }) =>
        hasChildren ? teamsLink({ team: key }) : servicesLink({ team: key })
      }
      trackLink={({ key }, track) =>
        servicesLink({ team: key, track, state: 'fail' })
      }
      tracks={useTracks()}
      emptyText={t('teams.noneBelow')}
    />
  );
}
