import { useApi } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { EmptyFleet } from '../EmptyFleet';
import { TeamsTable } from './TeamsTable';

/** The fleet by owner: which teams are off the road, and how far. */
export function TeamsTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const summaries = useAsyncRetry(async () => {
    const [byOwner, byLevel] = await Promise.all([
      api.getScorecardsSummary('owner'),
      api.getScorecardsSummary('level'),
    ]);
    return { byOwner, byLevel };
  }, [api]);
  return (
    <AsyncView state={summaries}>
      {({ byOwner, byLevel }) =>
        byOwner.totals.entities === 0 ? (
          <EmptyFleet />
        ) : (
          <>
            <Text as="p" color="secondary">
              {t('teams.hint')}
            </Text>
            <TeamsTable byOwner={byOwner} byLevel={byLevel} />
          </>
        )
      }
    </AsyncView>
  );
}
