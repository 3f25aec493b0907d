import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, Link, Text } from '@backstage/ui';
import {
  campaignManagePermission,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../ui/components/AsyncView';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { Section } from '../../ui/components/Section';
import {
  listLevelGains,
  ServiceGroup,
  totalLift,
  useFleetSummary,
} from '../../data/fleet/fleetData';
import {
  useCampaignsLink,
  useRulesLink,
  useServicesLink,
} from '../../data/links/urlQueries';
import { useLevelTitles } from '../../ui/levels';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Number of rows that fit on the first screen. */
const SHOWN = 5;

/** Checks that block most services, then checks that most services fail. */
export function BiggestWins(props: {
  byLevel: ScorecardsSummary;
  kind?: string;
}) {
  const { byLevel, kind } = props;
  const t = useTexts(overviewTexts);
  const { allowed } = usePermission({ permission: campaignManagePermission });
  const servicesLink = useServicesLink();
  const rulesLink = useRulesLink();
  const campaignsLink = useCampaignsLink();
  const levelTitle = useLevelTitles(byLevel);
  const byCheck = useFleetSummary('check', kind);
  const levels = byLevel.groups.map(({ key }) => key);
  const columns: DataColumn<ServiceGroup>[] = [
    column('check', t('overview.check'), ({ key, title }) => (
      <Link href={rulesLink({ check: key })}>{title}</Link>
    )),
    column('win', t('overview.win'), group =>
      totalLift(group) > 0 ? (
        <Link href={servicesLink({ lift: group.key, kind })}>
          {listLevelGains(group, levels)
            .map(({ level, entities }) =>
              t('overview.wouldReach', {
                count: entities,
                level: levelTitle(level),
              }),
            )
            .join(', ')}
        </Link>
      ) : (
        <Link href={servicesLink({ check: group.key, state: 'fail', kind })}>
          {t('overview.fail', { count: group.states.fail })}
        </Link>
      ),
    ),
    ...(allowed
      ? [
          column(
            'campaign',
            t('overview.action'),
            ({ key, title }: ServiceGroup) => (
              <ButtonLink
                size="small"
                variant="secondary"
                href={campaignsLink({ check: key, kind })}
                aria-label={t('overview.campaignOn', { check: title })}
              >
                {t('overview.campaign')}
              </ButtonLink>
            ),
          ),
        ]
      : []),
  ];
  return (
    <Section
      headingLevel="h2"
      title={t('overview.wins')}
      actions={<Link href={rulesLink()}>{t('overview.allChecks')}</Link>}
    >
      <AsyncView state={byCheck}>
        {({ groups }) => {
          const wins = biggestWins(groups);
          return wins.length === 0 ? (
            <Text as="p">{t('overview.noneFails')}</Text>
          ) : (
            <DataTable
              isCompact
              label={t('overview.wins')}
              columns={columns}
              rows={wins}
              getKey={group => group.key}
            />
          );
        }}
      </AsyncView>
    </Section>
  );
}

function biggestWins(groups: ServiceGroup[]): ServiceGroup[] {
  return groups
    .filter(({ states }) => states.fail > 0)
    .sort(
      (a, b) => totalLift(b) - totalLift(a) || b.states.fail - a.states.fail,
    )
    .slice(0, SHOWN);
}
