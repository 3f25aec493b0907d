import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Box, Flex, Link, Switch } from '@backstage/ui';
import {
  CheckResult,
  FailingChecks,
} from '@paved-road/plugin-paved-road-common';
import { formatEvidenceItem } from '@paved-road/plugin-paved-road-common/rules';
import { usePavedRoadApi } from '../../data/api';
import { useFleetSummary } from '../../data/fleet/fleetData';
import { OverviewQuery, useOverviewLink } from '../../data/links/urlQueries';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { Row } from '../../ui/components/Layout';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { LevelBadge, useLevels } from '../../ui/levels';
import { useTexts } from '../../ui/texts/useTexts';
import { overviewTexts } from './texts';

/** Services per page. */
const PAGE_SIZE = 10;
/** Checks per service, so that the worst service does not fill the page. */
const SHOWN_CHECKS = 3;

interface FailingCheck {
  service: FailingChecks;
  result: CheckResult;
  /** Failing checks of the service that follow this row; 0 before its last row. */
  others: number;
}

function toRows(service: FailingChecks): FailingCheck[] {
  const shown = service.results.slice(0, SHOWN_CHECKS);
  return shown.map((result, index) => ({
    service,
    result,
    others:
      index === shown.length - 1 ? service.results.length - shown.length : 0,
  }));
}

/** The failing checks of many services as one list, worst service first. */
export function FailingChecksList(props: {
  query: OverviewQuery;
  onChange: (change: Partial<OverviewQuery>) => void;
}) {
  const { query, onChange } = props;
  const { mine = false, owner, kind } = query;
  const t = useTexts(overviewTexts);
  const api = usePavedRoadApi();
  const overviewLink = useOverviewLink();
  const columns = useColumns();
  const list = usePagedList('failingChecks', { mine, owner, kind }, cursor =>
    api.listFailingChecks({ mine, owner, kind, limit: PAGE_SIZE, cursor }),
  );
  return (
    <ListSection
      title={t('overview.failing.title')}
      list={list}
      pageSize={PAGE_SIZE}
      empty={t(mine ? 'overview.failing.noneOfYours' : 'overview.noneFails')}
      actions={
        <Link href={overviewLink({ kind })}>{t('overview.failing.back')}</Link>
      }
      header={
        <Row align="end" gap="4">
          <Box width="16rem">
            <OwnerSelect
              value={owner}
              onChange={selected => onChange({ owner: selected })}
            />
          </Box>
          <Switch
            label={t('overview.failing.mine')}
            isSelected={mine}
            onChange={selected => onChange({ mine: selected || undefined })}
          />
        </Row>
      }
      rows={(services, isStale) => (
        <DataTable<FailingCheck>
          isStackable
          isStale={isStale}
          label={t('overview.failing.title')}
          columns={columns}
          rows={services.flatMap(toRows)}
          getKey={({ service, result }) =>
            `${service.entityRef} ${result.checkId}`
          }
        />
      )}
    />
  );
}

function useColumns(): DataColumn<FailingCheck>[] {
  const t = useTexts(overviewTexts);
  const links = useEntityLinks();
  const levelOf = useLevels(useFleetSummary('level').value);
  return [
    column(
      'check',
      t('overview.check'),
      ({ service: { entityRef }, result, others }) => (
        <Flex direction="column" gap="1">
          <Link weight="bold" href={links.scorecard(entityRef, result.checkId)}>
            {result.title}
          </Link>
          {others > 0 && (
            <Link href={links.scorecard(entityRef)}>
              {t('overview.failing.others', { count: others })}
            </Link>
          )}
        </Flex>
      ),
    ),
    column(
      'service',
      t('overview.failing.service'),
      ({ service: { entityRef, title, owner, level } }) => (
        <Flex direction="column" gap="1">
          <Flex align="center" gap="2">
            <Link href={links.scorecard(entityRef)}>{title}</Link>
            <LevelBadge level={levelOf(level)} isShort />
          </Flex>
          {owner && (
            <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
          )}
        </Flex>
      ),
    ),
    column('cause', t('overview.failing.cause'), ({ result }) =>
      explainFailure(result),
    ),
    column(
      'since',
      t('overview.failing.since'),
      ({ result }) => result.since && <TimeAgo at={result.since} />,
    ),
  ];
}

/** Where the check fails, if known, or else what to do. */
function explainFailure(result: CheckResult): string | undefined {
  const cause = result.evidence.find(({ file }) => file !== undefined);
  if (cause) {
    return formatEvidenceItem(cause);
  }
  return result.state === 'fail' ? result.remediation.text : undefined;
}
