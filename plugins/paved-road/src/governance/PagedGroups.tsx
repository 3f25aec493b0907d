import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { ComponentProps } from 'react';
import { LoadMore } from '../components/LoadMore';
import { pavedRoadTranslationRef } from '../translation';
import { GroupsTable } from './GroupsTable';
import { GroupList, useGroups } from './useGroups';

/** How the services of each group do, as far as the groups have been read, and the way to more of them. */
export function PagedGroups(
  props: Omit<ComponentProps<typeof GroupsTable>, 'groups'> & {
    list: GroupList;
    more: Pick<ReturnType<typeof useGroups>, 'loading' | 'loadMore'>;
    emptyText: string;
  },
) {
  const { list, more, emptyText, ...table } = props;
  const { items, nextCursor } = list;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
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
          <LoadMore isPending={more.loading} onPress={more.loadMore} />
        </>
      )}
    </Flex>
  );
}
