import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  fleetChannel,
  SummaryQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { ComponentProps, useState } from 'react';
import { pavedRoadApiRef } from '../api';
import { AsyncView } from '../components/AsyncView';
import { LoadMore } from '../components/LoadMore';
import { usePages } from '../components/usePages';
import { useChangeSignal } from '../signals';
import { pavedRoadTranslationRef } from '../translation';
import { GroupsTable } from './GroupsTable';

/** How the services of each group do, for groups of which there can be many. */
export function PagedGroups(
  props: Omit<ComponentProps<typeof GroupsTable>, 'groups'> & {
    query: Pick<SummaryQueryInput, 'groupBy' | 'parent'>;
    emptyText: string;
  },
) {
  const { query, emptyText, ...table } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const groups = usePages(
    async cursor => {
      const summary = await api.getScorecardsSummary({ ...query, cursor });
      return { items: summary.groups, nextCursor: summary.nextCursor };
    },
    [api, query.groupBy, query.parent],
  );
  // Whoever has asked for more must not lose it.
  const [isExtended, setIsExtended] = useState(false);
  useChangeSignal(fleetChannel, groups.reload, { isBusy: isExtended });
  return (
    <AsyncView state={groups}>
      {({ items, nextCursor }) => (
        <Flex direction="column" gap="3">
          {items.some(({ entities }) => entities > 0) ? (
            <>
              <GroupsTable {...table} groups={items} />
              {table.tracks !== undefined && table.tracks.length > 0 && (
                <Text as="p" color="secondary" variant="body-small">
                  {t('teams.tracks')}
                </Text>
              )}
            </>
          ) : (
            <Text as="p">{emptyText}</Text>
          )}
          {nextCursor && (
            <>
              <Text as="p" color="secondary" variant="body-small">
                {t('groups.sortedAmongShown', { count: items.length })}
              </Text>
              <LoadMore
                isPending={groups.loading}
                onPress={() => {
                  setIsExtended(true);
                  groups.loadMore();
                }}
              />
            </>
          )}
        </Flex>
      )}
    </AsyncView>
  );
}
