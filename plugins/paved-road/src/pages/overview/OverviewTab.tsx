import { Card, CardBody, Flex, Link, Skeleton, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataTable } from '../../ui/components/DataTable';
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
import { LevelTrend } from './LevelTrend';
import { OffTheRoad } from './OffTheRoad';
import { OnTheRoad } from './OnTheRoad';
import styles from './overview.module.css';
import { PatternStages } from './PatternStages';
import { UnderMeasurement } from './UnderMeasurement';

/** Number of rows that fit on the first screen. */
const SHOWN_TASKS = 3;
const SHOWN_TEAMS = 5;

/** Levels of the fleet, pending work, biggest wins, and history. */
export function OverviewTab() {
  const { query, update } = useUrlQuery(overviewQuerySchema);
  const { value: summed } = useSummedKind(query.kind);
  return summed ? (
    <Flex direction="column" gap="3">
      <KindChoice {...summed} onChange={kind => update({ kind })} />
      <Overview {...summed} />
    </Flex>
  ) : (
    <OverviewSkeleton />
  );
}

function Overview(props: SummedKind) {
  const { kind, isServices } = props;
  const byLevel = useFleetSummary('level', kind);
  return (
    <AsyncView state={byLevel} skeleton={<OverviewSkeleton />}>
      {summary =>
        summary.totals.entities === 0 ? (
          <EmptyFleet {...props} />
        ) : (
          <div className={styles.rows}>
            <OnTheRoad byLevel={summary} kind={kind} />
            <Card className={section.section}>
              <CardBody>
                <NeedsYou limit={SHOWN_TASKS} headingLevel="h2" />
              </CardBody>
            </Card>
            {isServices && (
              <div className={styles.whole}>
                <UnderMeasurement />
              </div>
            )}
            <OffTheRoad byLevel={summary} kind={kind} />
            <BiggestWins byLevel={summary} kind={kind} />
            <Teams kind={kind} />
            <LevelTrend byLevel={summary} kind={kind} />
            {isServices && (
              <div className={styles.whole}>
                <PatternStages totals={summary.totals} kind={kind} />
              </div>
            )}
          </div>
        )
      }
    </AsyncView>
  );
}

function OverviewSkeleton() {
  return (
    <div className={styles.rows} aria-hidden>
      {[170, 170, 60, 260, 260, 240, 240].map((height, index) => (
        <Card key={index} className={height === 60 ? styles.whole : undefined}>
          <CardBody>
            <Skeleton width="40%" height={20} />
            {height > 60 && <Skeleton width="100%" height={height - 60} />}
          </CardBody>
        </Card>
      ))}
    </div>
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
            <DataTable
              isCompact
              isFirstColumnFixed
              label={t('overview.teams')}
              rows={teams}
              getKey={({ key }) => key}
              columns={[
                {
                  id: 'team',
                  label: t('teams.team'),
                  cell: ({ key, title }) => (
                    <Link href={servicesLink({ owner: key, kind })}>
                      {title}
                    </Link>
                  ),
                },
                {
                  id: 'onTheRoad',
                  label: t('groups.onTheRoad'),
                  align: 'end',
                  cell: team => formatShare(onTheRoadShare(team)),
                },
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
