import {
  Card,
  CardBody,
  Flex,
  Grid,
  Link,
  Skeleton,
  Text,
} from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { Fragment, ReactNode } from 'react';
import { AsyncView } from '../../ui/components/AsyncView';
import { column, DataTable, numberColumn } from '../../ui/components/DataTable';
import { formatShare } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { ServiceGroup, useFleetSummary } from '../../data/fleet/fleetData';
import { SummedKind, useSummedKind } from '../../data/entities/kinds';
import {
  overviewQuerySchema,
  useServicesLink,
  useTeamsLink,
} from '../../data/links/urlQueries';
import { NeedsYou } from '../../features/inbox/NeedsYou';
import section from '../../ui/components/Section.module.css';
import { overviewTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EmptyFleet } from '../../features/fleet/EmptyFleet';
import { KindChoice } from '../../features/fleet/KindChoice';
import { TrackCell, useTracks } from '../../features/checks/TrackCell';
import { BiggestWins } from './BiggestWins';
import { FailingChecksList } from './FailingChecksList';
import { LevelTrend } from './LevelTrend';
import { OffTheRoad } from './OffTheRoad';
import { OnTheRoad } from './OnTheRoad';
import { PatternStages } from './PatternStages';

/** Number of rows that fit on the first screen. */
const SHOWN_TASKS = 3;
const SHOWN_TEAMS = 5;

/** Levels of the fleet, pending work, biggest wins, history and further sections; or the failing checks. */
export function OverviewTab(props: { children?: ReactNode }) {
  const { query, update } = useUrlQuery(overviewQuerySchema);
  const { value: summed } = useSummedKind(query.kind);
  if (query.list) {
    return <FailingChecksList query={query} onChange={update} />;
  }
  return summed ? (
    <Flex direction="column" gap="3">
      <KindChoice {...summed} onChange={kind => update({ kind })} />
      <Overview {...summed}>{props.children}</Overview>
    </Flex>
  ) : (
    <OverviewSkeleton />
  );
}

function Overview(props: SummedKind & { children?: ReactNode }) {
  const { kind, isServices, children } = props;
  const byLevel = useFleetSummary('level', kind);
  // The cards show these: they load beside the levels, not after them.
  useFleetSummary('check', kind);
  useFleetSummary('owner', kind);
  useFleetSummary('track', kind);
  return (
    <AsyncView state={byLevel} skeleton={<OverviewSkeleton />}>
      {summary =>
        summary.totals.entities === 0 ? (
          <EmptyFleet {...props} />
        ) : (
          <Cards>
            <Cell columns="7">
              <OnTheRoad byLevel={summary} kind={kind} />
            </Cell>
            <Cell columns="5">
              <Card className={section.section}>
                <CardBody>
                  <NeedsYou limit={SHOWN_TASKS} headingLevel="h2" />
                </CardBody>
              </Card>
            </Cell>
            <Cell columns="7">
              <OffTheRoad byLevel={summary} kind={kind} />
            </Cell>
            <Cell columns="5">
              <BiggestWins byLevel={summary} kind={kind} />
            </Cell>
            <Cell columns="7">
              <Teams kind={kind} />
            </Cell>
            <Cell columns="5">
              <LevelTrend byLevel={summary} kind={kind} />
            </Cell>
            {isServices && (
              <Grid.Item colSpan={{ initial: '1', lg: '12' }}>
                <PatternStages totals={summary.totals} kind={kind} />
              </Grid.Item>
            )}
            {isServices && (
              <Grid.Item colSpan={{ initial: '1', lg: '12' }}>
                {children}
              </Grid.Item>
            )}
          </Cards>
        )
      }
    </AsyncView>
  );
}

/** A wide and a narrow card in each row; on narrow screens, one card. */
function Cards(props: { children: ReactNode }) {
  return (
    <Grid.Root columns={{ initial: '1', lg: '12' }} gap="3">
      {props.children}
    </Grid.Root>
  );
}

/* Cards in a row are equally high. */
function Cell(props: { columns: '5' | '7'; children: ReactNode }) {
  return (
    <Grid.Item
      colSpan={{ initial: '1', lg: props.columns }}
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {props.children}
    </Grid.Item>
  );
}

function OverviewSkeleton() {
  return (
    <div aria-hidden>
      <Cards>
        {[170, 260, 240].map(height => (
          <Fragment key={height}>
            <Cell columns="7">
              <CardSkeleton height={height} />
            </Cell>
            <Cell columns="5">
              <CardSkeleton height={height} />
            </Cell>
          </Fragment>
        ))}
      </Cards>
    </div>
  );
}

function CardSkeleton(props: { height: number }) {
  return (
    <Card>
      <CardBody>
        <Skeleton width="40%" height={20} />
        <Skeleton width="100%" height={props.height - 60} />
      </CardBody>
    </Card>
  );
}

const onTheRoadShare = ({ onTheRoad, entities }: ServiceGroup) =>
  onTheRoad / entities;

/** Teams furthest from the road, with pass rates by track. */
function Teams(props: { kind?: string }) {
  const { kind } = props;
  const t = useTexts(overviewTexts, fleetTexts);
  const byOwner = useFleetSummary('owner', kind);
  const tracks = useTracks(kind);
  const servicesLink = useServicesLink();
  const teamsLink = useTeamsLink();
  return (
    <Section
      headingLevel="h2"
      title={t('overview.teams')}
      actions={<Link href={teamsLink({ kind })}>{t('overview.allTeams')}</Link>}
    >
      <AsyncView state={byOwner}>
        {({ groups }: ScorecardsSummary) => {
          const teams = groups
            .filter(
              ({ key, entities }) => key.startsWith('group:') && entities > 0,
            )
            .sort(
              (a, b) =>
                onTheRoadShare(a) - onTheRoadShare(b) || a.score - b.score,
            )
            .slice(0, SHOWN_TEAMS);
          return teams.length === 0 ? (
            <Text as="p">{t('overview.noTeams')}</Text>
          ) : (
            <DataTable<ServiceGroup>
              isCompact
              isFirstColumnFixed
              label={t('overview.teams')}
              rows={teams}
              getKey={({ key }) => key}
              columns={[
                column('team', t('teams.team'), ({ key, title }) => (
                  <Link href={servicesLink({ owner: key, kind })}>{title}</Link>
                )),
                numberColumn('onTheRoad', t('groups.onTheRoad'), team =>
                  formatShare(onTheRoadShare(team)),
                ),
                ...tracks.map(track => ({
                  id: track.id,
                  label: track.title,
                  isUpright: true,
                  cell: ({ key, title, tracks: states }: ServiceGroup) => (
                    <TrackCell
                      group={title}
                      track={track.title}
                      states={states?.[track.id]}
                      href={servicesLink({
                        owner: key,
                        track: track.id,
                        state: 'fail',
                        kind,
                      })}
                    />
                  ),
                })),
              ]}
            />
          );
        }}
      </AsyncView>
    </Section>
  );
}
