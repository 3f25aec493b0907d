import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { GroupList, useGroups } from '../useGroups';
import { TeamGroups } from './TeamGroups';
import { TeamsBelow } from './TeamsBelow';
import { useTeamsLink } from './useTeamsLink';
import { Track } from './useTracks';

/**
 * The topmost teams, or those below it where there is only one; and how many services belong to no team.
 */
export function TopmostTeams(props: {
  byLevel: ScorecardsSummary;
  tracks: Track[];
}) {
  const topmost = useGroups({ groupBy: 'team' });
  return (
    <AsyncView state={topmost}>
      {list => {
        const only = onlyTeam(list);
        return (
          <Flex direction="column" gap="3">
            {only && <TeamsBelow key={only} teamRef={only} {...props} />}
            {!only && list.items.length > 0 && (
              <TeamGroups list={list} more={topmost} {...props} />
            )}
            {list.items.length === 0 && <NoTeams />}
            <WithoutTeam topmost={list} />
          </Flex>
        );
      }}
    </AsyncView>
  );
}

/** Services, and no group that they belong to: why that can be. */
function NoTeams() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Box pt="2">
      <Text as="p">{t('teams.none.reason')}</Text>
      <ul>
        <li>{t('teams.none.reading')}</li>
        <li>{t('teams.none.owners')}</li>
        <li>{t('teams.none.access')}</li>
      </ul>
    </Box>
  );
}

function WithoutTeam(props: { topmost: GroupList }) {
  const { totals, items, nextCursor } = props.topmost;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teamsLink = useTeamsLink();
  const count = items.reduce(
    (rest, { entities }) => rest - entities,
    totals.entities,
  );
  // Some of them may belong to the teams that come with the next page.
  return count === 0 || nextCursor ? null : (
    <Text as="p">
      {t('teams.without', { count })}{' '}
      <Link href={teamsLink({ by: 'owner' })}>{t('teams.showOwners')}</Link>
    </Text>
  );
}

/** The topmost team where there is only one, with others below it. */
function onlyTeam({ items, nextCursor }: GroupList): string | undefined {
  const [team, ...others] = items;
  return team?.hasChildren && others.length === 0 && !nextCursor
    ? team.key
    : undefined;
}
