import { Flex } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { useGroups } from '../useGroups';
import { TeamGroups } from './TeamGroups';
import { TeamPath } from './TeamPath';
import { Track } from './useTracks';

/** One team of the hierarchy: the way up from it, and the teams directly below it. */
export function TeamsBelow(props: {
  teamRef: string;
  byLevel: ScorecardsSummary;
  tracks: Track[];
}) {
  const { teamRef, ...fleet } = props;
  const teams = useGroups({ groupBy: 'team', parent: teamRef });
  return (
    <Flex direction="column" gap="3">
      <TeamPath teamRef={teamRef} path={teams.value?.path} />
      <AsyncView state={teams}>
        {list => <TeamGroups list={list} more={teams} {...fleet} />}
      </AsyncView>
    </Flex>
  );
}
