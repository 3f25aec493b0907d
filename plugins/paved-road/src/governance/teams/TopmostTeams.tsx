import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Box, Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { useFleetData } from '../useFleetData';
import { TeamGroups } from './TeamGroups';
import { TeamPath } from './TeamPath';
import { useTeamsLink } from './useTeamsLink';

/**
 * The topmost teams, or those below it where there is only one; and how many services belong to no team.
 */
export function TopmostTeams(props: { byLevel: ScorecardsSummary }) {
  const api = useApi(pavedRoadApiRef);
  const topmost = useFleetData(
    () => api.getScorecardsSummary({ groupBy: 'team' }),
    [api],
  );
  return (
    <AsyncView state={topmost}>
      {summary => {
        const only = onlyTeam(summary);
        return (
          <Flex direction="column" gap="3">
            {only && <TeamPath teamRef={only} />}
            {summary.groups.length > 0 ? (
              <TeamGroups parentRef={only} byLevel={props.byLevel} />
            ) : (
              <NoTeams />
            )}
            <WithoutTeam topmost={summary} />
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

function WithoutTeam(props: { topmost: ScorecardsSummary }) {
  const { totals, groups, nextCursor } = props.topmost;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teamsLink = useTeamsLink();
  const count = groups.reduce(
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
function onlyTeam({
  groups,
  nextCursor,
}: ScorecardsSummary): string | undefined {
  const [team, ...others] = groups;
  return team?.hasChildren && others.length === 0 && !nextCursor
    ? team.key
    : undefined;
}
