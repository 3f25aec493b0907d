import { Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataTable } from '../../ui/components/DataTable';
import { Section } from '../../ui/components/Section';
import { useFleetData } from '../../data/fleet/fleetData';
import { useOverviewLink, useServicesLink } from '../../data/links/urlQueries';
import { useLevels } from '../../ui/levels';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useServiceColumns } from '../../features/fleet/useServiceColumns';

/** Number of rows that fit on the first screen. */
const SHOWN = 5;

/** Services below the target level, worst first, with their blockers. */
export function OffTheRoad(props: {
  byLevel: ScorecardsSummary;
  kind?: string;
}) {
  const { byLevel, kind } = props;
  const { targetLevel, entities, onTheRoad } = byLevel.totals;
  const t = useTexts(overviewTexts);
  const servicesLink = useServicesLink();
  const overviewLink = useOverviewLink();
  const columns = useServiceColumns({
    levelOf: useLevels(byLevel),
    isBrief: true,
  });
  const page = useFleetData(['offTheRoad', kind, targetLevel], api =>
    api.listScorecards({
      kind,
      below: targetLevel,
      sort: 'worst',
      limit: SHOWN,
    }),
  );
  const off = entities - onTheRoad;
  return (
    <Section
      headingLevel="h2"
      title={t('overview.offTheRoad')}
      actions={
        off > 0 && (
          <Flex gap="4" style={{ flexWrap: 'wrap' }}>
            <Link
              href={overviewLink({ list: 'failing-checks', mine: true, kind })}
            >
              {t('overview.failing.yours')}
            </Link>
            <Link href={servicesLink({ below: targetLevel, kind })}>
              {t('overview.allOffTheRoad', { count: off })}
            </Link>
          </Flex>
        )
      }
    >
      <AsyncView state={page}>
        {({ items }) =>
          items.length === 0 ? (
            <Text as="p">{t('overview.allOnTheRoad')}</Text>
          ) : (
            <DataTable
              isCompact
              isStackable="narrow"
              label={t('overview.offTheRoad')}
              columns={[
                columns.service,
                columns.owner,
                columns.level,
                columns.blockedBy,
              ]}
              rows={items}
              getKey={({ entityRef }) => entityRef}
            />
          )
        }
      </AsyncView>
    </Section>
  );
}
