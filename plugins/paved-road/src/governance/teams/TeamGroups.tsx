import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ComponentProps } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import { PagedGroups } from '../PagedGroups';
import { useServicesLink } from '../services/useServicesLink';
import { useTeamsLink } from './useTeamsLink';

/**
 * The teams directly below one, or the topmost ones, each summed up with all teams below it. A team leads
 * to those below it, and one without any to its services.
 */
export function TeamGroups(
  props: Pick<
    ComponentProps<typeof PagedGroups>,
    'list' | 'more' | 'byLevel' | 'tracks'
  >,
) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teamsLink = useTeamsLink();
  const servicesLink = useServicesLink();
  return (
    <PagedGroups
      {...props}
      label={t('teams.title')}
      groupedBy={t('teams.team')}
      title={({ title }) => title}
      link={({ key, hasChildren }) =>
        hasChildren ? teamsLink({ team: key }) : servicesLink({ team: key })
      }
      trackLink={({ key }, track) =>
        servicesLink({ team: key, track, state: 'fail' })
      }
      emptyText={t('teams.noneBelow')}
    />
  );
}
