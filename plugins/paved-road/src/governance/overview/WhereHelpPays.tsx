import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { liftsOf, totalLift } from '../checks/lifts';
import { useChecksLink } from '../checks/useChecksLink';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetSummary } from '../useFleetSummary';
import { useLevelTitles } from '../../levels';

type CheckGroup = ScorecardsSummary['groups'][number];

const SHOWN = 5;

/** The checks that keep most services from a higher level, then those that most of them fail. */
export function WhereHelpPays(props: { byLevel: ScorecardsSummary }) {
  const { byLevel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const checksLink = useChecksLink();
  const levelTitle = useLevelTitles(byLevel);
  const byCheck = useFleetSummary('check');
  const levels = byLevel.groups.map(({ key }) => key);
  const columns: DataColumn<CheckGroup>[] = [
    {
      id: 'check',
      label: t('overview.check'),
      cell: ({ key, title }) => (
        <Link href={checksLink({ check: key })}>{title}</Link>
      ),
    },
    {
      id: 'failing',
      label: t('overview.failing'),
      align: 'end',
      cell: ({ key, title, states }) => (
        <Link
          href={servicesLink({ check: key, state: 'fail' })}
          aria-label={t('overview.failOf', {
            count: states.fail,
            check: title,
          })}
        >
          {formatNumber(states.fail)}
        </Link>
      ),
    },
    {
      id: 'rise',
      label: t('overview.rise'),
      cell: group =>
        totalLift(group) > 0 && (
          <Link href={servicesLink({ lift: group.key })}>
            {liftsOf(group, levels)
              .map(({ level, entities }) =>
                t('overview.wouldReach', {
                  count: entities,
                  level: levelTitle(level),
                }),
              )
              .join(', ')}
          </Link>
        ),
    },
  ];
  return (
    <Section
      headingLevel="h2"
      title={t('overview.help')}
      actions={<Link href={checksLink({})}>{t('overview.allChecks')}</Link>}
    >
      <AsyncView state={byCheck}>
        {({ groups }) => {
          const failing = mostHelpful(groups);
          return failing.length === 0 ? (
            <Text as="p">{t('overview.noneFails')}</Text>
          ) : (
            <Flex direction="column" gap="3">
              <DataTable
                label={t('overview.help')}
                columns={columns}
                rows={failing}
                getKey={group => group.key}
              />
              <Text as="p" color="secondary" variant="body-small">
                {t('overview.helpExplanation')}
              </Text>
            </Flex>
          );
        }}
      </AsyncView>
    </Section>
  );
}

function mostHelpful(groups: CheckGroup[]): CheckGroup[] {
  return groups
    .filter(group => group.states.fail > 0)
    .sort(
      (a, b) => totalLift(b) - totalLift(a) || b.states.fail - a.states.fail,
    )
    .slice(0, SHOWN);
}
