import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { ComponentProps } from 'react';
import { useSearchParams } from 'react-router-dom';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { EmptyFleet } from '../EmptyFleet';
import { useFleetSummary } from '../useFleetSummary';
import { OwnerGroups } from './OwnerGroups';
import { TeamsBelow } from './TeamsBelow';
import { parseTeamsQuery, teamViews } from './teamsQuery';
import { TopmostTeams } from './TopmostTeams';
import { useTracks } from './useTracks';

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
  const tracks = useTracks();
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
        <OwnerGroups byLevel={byLevel} tracks={tracks} />
      ) : (
        <ByTeam teamRef={teamRef} byLevel={byLevel} tracks={tracks} />
      )}
    </Section>
  );
}

function ByTeam(
  props: ComponentProps<typeof TopmostTeams> & { teamRef?: string },
) {
  const { teamRef, ...fleet } = props;
  return teamRef === undefined ? (
    <TopmostTeams {...fleet} />
  ) : (
    <TeamsBelow
      // The teams below another one must not stay while these are read.
      key={teamRef}
      teamRef={teamRef}
      {...fleet}
    />
  );
}
