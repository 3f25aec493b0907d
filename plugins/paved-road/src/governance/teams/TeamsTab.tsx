import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { EmptyFleet } from '../EmptyFleet';
import { GroupsTable } from '../GroupsTable';
import { useServicesLink } from '../services/useServicesLink';

/** The fleet by owner: which teams are off the road, and how far. */
export function TeamsTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const servicesLink = useServicesLink();
  const summaries = useAsyncRetry(async () => {
    const [byOwner, byLevel] = await Promise.all([
      api.getScorecardsSummary({ groupBy: 'owner' }),
      api.getScorecardsSummary({ groupBy: 'level' }),
    ]);
    return { byOwner, byLevel };
  }, [api]);
  return (
    <AsyncView state={summaries}>
      {({ byOwner, byLevel }) =>
        byOwner.totals.entities === 0 ? (
          <EmptyFleet />
        ) : (
          <Section headingLevel="h2" title={t('teams.title')}>
            <GroupsTable
              label={t('teams.title')}
              groupedBy={t('teams.owner')}
              groups={byOwner.groups}
              byLevel={byLevel}
              title={({ key, title }) =>
                key === 'none' ? t('teams.noOwner') : title
              }
              link={({ key }) =>
                key === 'none' ? undefined : servicesLink({ owner: key })
              }
            />
          </Section>
        )
      }
    </AsyncView>
  );
}
