import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { useSearchParams } from 'react-router-dom';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { EmptyFleet } from '../EmptyFleet';
import { useFleetSummary } from '../useFleetSummary';
import { OwnerGroups } from './OwnerGroups';
import { TeamGroups } from './TeamGroups';
import { TeamPath } from './TeamPath';
import { parseTeamsQuery, teamViews } from './teamsQuery';
import { TopmostTeams } from './TopmostTeams';

/** The fleet by team, down along the hierarchy of groups, or by owner of whatever kind. */
export function TeamsTab() {
  const byLevel = useFleetSummary('level');
  return (
    <AsyncView state={byLevel}>
      {summary =>
        summary.totals.entities === 0 ? (
          <EmptyFleet />
        ) : (
          <Teams byLevel={summary} />
        )
      }
    </AsyncView>
  );
}

function Teams(props: { byLevel: ScorecardsSummary }) {
  const { byLevel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [search, setSearch] = useSearchParams();
  const { view, teamRef } = parseTeamsQuery(search);
  return (
    <Section
      headingLevel="h2"
      title={t('teams.title')}
      actions={
        <ToggleButtonGroup
          aria-label={t('teams.view.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={([selected]) =>
            setSearch(selected === 'owner' ? { by: 'owner' } : {})
          }
        >
          {teamViews.map(id => (
            <ToggleButton key={id} id={id} size="small">
              {t(`teams.view.${id}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {view === 'owner' ? (
        <OwnerGroups byLevel={byLevel} />
      ) : (
        <ByTeam teamRef={teamRef} byLevel={byLevel} />
      )}
    </Section>
  );
}

function ByTeam(props: { teamRef?: string; byLevel: ScorecardsSummary }) {
  const { teamRef, byLevel } = props;
  return teamRef === undefined ? (
    <TopmostTeams byLevel={byLevel} />
  ) : (
    <Flex direction="column" gap="3">
      <TeamPath teamRef={teamRef} />
      <TeamGroups
        // The teams below another one must not stay while these are read.
        key={teamRef}
        parentRef={teamRef}
        byLevel={byLevel}
      />
    </Flex>
  );
}
