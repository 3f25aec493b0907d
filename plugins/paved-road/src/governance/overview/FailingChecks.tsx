import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../components/AsyncView';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber, formatShare } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetSummary } from '../useFleetSummary';

type CheckGroup = ScorecardsSummary['groups'][number];

const SHOWN = 5;

/** The checks that most services fail, each a way to these services. */
export function FailingChecks() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const byCheck = useFleetSummary('check');
  const columns: DataColumn<CheckGroup>[] = [
    {
      id: 'check',
      label: t('overview.check'),
      cell: ({ key, title }) => (
        <Link href={servicesLink({ check: key, state: 'fail' })}>{title}</Link>
      ),
    },
    {
      id: 'failing',
      label: t('overview.failing'),
      align: 'end',
      cell: ({ states }) => formatNumber(states.fail),
    },
    {
      id: 'share',
      label: t('overview.failingShare'),
      align: 'end',
      cell: ({ states }) => formatShare(states.fail / applying(states)),
    },
  ];
  return (
    <Section headingLevel="h2" title={t('overview.failingChecks')}>
      <AsyncView state={byCheck}>
        {({ groups }) => {
          const failing = mostFailing(groups);
          return failing.length === 0 ? (
            <Text as="p">{t('overview.noneFails')}</Text>
          ) : (
            <Flex direction="column" gap="3">
              <DataTable
                label={t('overview.failingChecks')}
                columns={columns}
                rows={failing}
                getKey={group => group.key}
              />
              <Text as="p" color="secondary" variant="body-small">
                {t('overview.failingShareOf')}
              </Text>
            </Flex>
          );
        }}
      </AsyncView>
    </Section>
  );
}

/* Where a check could not be evaluated, it applies all the same. */
function applying({ pass, fail, waived, unknown }: CheckGroup['states']) {
  return pass + fail + waived + unknown;
}

function mostFailing(groups: CheckGroup[]): CheckGroup[] {
  return groups
    .filter(group => group.states.fail > 0)
    .sort((a, b) => b.states.fail - a.states.fail)
    .slice(0, SHOWN);
}
