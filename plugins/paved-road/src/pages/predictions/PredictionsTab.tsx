import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Card,
  CardBody,
  Flex,
  Link,
  Select,
  Skeleton,
  Text,
} from '@backstage/ui';
import { ServicePrediction } from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { RiDownloadLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../data/api';
import { CONNECT_URL } from '../../features/measured/MeasuredStrip';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { downloadFile } from '../../ui/browser/downloadFile';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatDeviation, formatSeconds, formatUsd } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { useFleetData } from '../../data/fleet/fleetData';
import { predictionsQuerySchema } from '../../data/links/urlQueries';
import { useModel, useTitles } from '../../ui/model';
import { PatternTitle } from '../../ui/patterns';
import { predictionsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Pages, usePageCursors } from '../../ui/components/Pages';
import styles from './predictions.module.css';
import { Groups, Suggestions } from './PredictionGroups';

const PAGE_SIZE = 20;

/* Not a valid id of a platform or pattern. */
const ANY = '*';

/** Errors of predicted costs and latencies, suggested corrections, and the services with the largest errors. */
export function PredictionsTab() {
  const t = useTexts(predictionsTexts);
  const api = useApi(pavedRoadApiRef);
  const { query, update } = useUrlQuery(predictionsQuerySchema);
  const { platform, pattern } = query;
  const cursors = usePageCursors('predictions');
  const page = useFleetData(
    ['predictions', platform, pattern, cursors.cursor],
    () =>
      api.listPredictions({
        platform,
        pattern,
        limit: PAGE_SIZE,
        cursor: cursors.cursor,
      }),
  );
  const [exporting, exportAll] = useAsyncFn(async () => {
    downloadFile(
      t('predictions.exportFile', { date: DateTime.now().toISODate() }),
      await api.exportPredictions({ platform, pattern }),
    );
  }, [api, platform, pattern, t]);
  const isFiltered = platform !== undefined || pattern !== undefined;
  return (
    <Flex direction="column" gap="3">
      <Text as="p" color="secondary">
        {t('predictions.introduction')}
      </Text>
      <Filters query={query} onChange={update} />
      <AsyncView state={page} skeleton={<PredictionsSkeleton />}>
        {({ groups, ...services }, isStale) =>
          services.totalItems === 0 ? (
            <Section headingLevel="h2" title={t('predictions.list')}>
              <Flex direction="column" gap="2">
                <Text as="p">
                  {t(
                    isFiltered ? 'predictions.noneMatches' : 'predictions.none',
                  )}
                </Text>
                {!isFiltered && (
                  <Link href={CONNECT_URL}>{t('predictions.connect')}</Link>
                )}
              </Flex>
            </Section>
          ) : (
            <Flex direction="column" gap="3">
              {/* They come with the first page only. */}
              {groups && (
                <>
                  <Section headingLevel="h2" title={t('predictions.groups')}>
                    <Groups groups={groups} />
                  </Section>
                  <Section
                    headingLevel="h2"
                    title={t('predictions.suggestions')}
                  >
                    <Suggestions groups={groups} />
                  </Section>
                </>
              )}
              <Section
                headingLevel="h2"
                title={t('predictions.list')}
                actions={
                  <Flex align="center" gap="3">
                    <Text as="p" role="status">
                      {t('predictions.found', { count: services.totalItems })}
                    </Text>
                    <Button
                      size="small"
                      variant="secondary"
                      iconStart={<RiDownloadLine aria-hidden />}
                      isPending={exporting.loading}
                      onPress={() => void exportAll()}
                    >
                      {t('predictions.export')}
                    </Button>
                  </Flex>
                }
              >
                {exporting.error && (
                  <ErrorAlert
                    error={exporting.error}
                    title={t('predictions.exportFailed')}
                  />
                )}
                <Services services={services.items} isStale={isStale} />
                <Pages page={services} cursors={cursors} pageSize={PAGE_SIZE} />
              </Section>
            </Flex>
          )
        }
      </AsyncView>
    </Flex>
  );
}

function PredictionsSkeleton() {
  return (
    <Flex direction="column" gap="3" aria-hidden>
      {[180, 80, 320].map(height => (
        <Card key={height}>
          <CardBody>
            <Skeleton width="16rem" height={20} />
            <Skeleton width="100%" height={height - 60} />
          </CardBody>
        </Card>
      ))}
    </Flex>
  );
}

function Filters(props: {
  query: ReturnType<typeof useUrlQuery<typeof predictionsQuerySchema>>['query'];
  onChange: ReturnType<
    typeof useUrlQuery<typeof predictionsQuerySchema>
  >['update'];
}) {
  const { query, onChange } = props;
  const t = useTexts(predictionsTexts);
  const titles = useTitles();
  const { platforms } = useModel();
  const any = { value: ANY, label: t('predictions.any') };
  return (
    <div
      role="search"
      aria-label={t('predictions.filters')}
      className={styles.filters}
    >
      <Select
        label={t('predictions.platform')}
        options={[
          any,
          ...platforms.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={query.platform ?? ANY}
        onChange={value =>
          onChange({
            platform: platforms.find(({ id }) => id === value)?.id,
          })
        }
      />
      <Select
        label={t('predictions.pattern')}
        options={[
          any,
          ...patterns.map(id => ({ value: id, label: titles.pattern(id) })),
        ]}
        value={query.pattern ?? ANY}
        onChange={value =>
          onChange({ pattern: patterns.find(id => id === value) })
        }
      />
    </div>
  );
}

function Services(props: { services: ServicePrediction[]; isStale: boolean }) {
  const { services, isStale } = props;
  const t = useTexts(predictionsTexts);
  const links = useEntityLinks();
  const titles = useTitles();
  const comparedColumn = (
    id: 'cost' | 'latency',
    format: (value: number) => string,
  ): DataColumn<ServicePrediction> => ({
    id,
    label: t(`predictions.${id}`),
    cell: ({ [id]: compared }) =>
      compared && (
        <div className={styles.cell}>
          <b>{formatDeviation(compared.error)}</b>
          <Text as="span" color="secondary" variant="body-small">
            {t('predictions.compared', {
              predicted: format(compared.predicted),
              measured: format(compared.measured),
            })}
          </Text>
        </div>
      ),
  });
  return (
    <DataTable
      isStackable
      isStale={isStale}
      label={t('predictions.list')}
      rows={services}
      getKey={({ assessmentId }) => assessmentId}
      columns={[
        {
          id: 'service',
          label: t('predictions.service'),
          cell: ({ assessmentId, entityRef, entityTitle }) => (
            <div className={styles.name}>
              <Link
                weight="bold"
                href={`${links.architecture(entityRef)}?assessment=${encodeURIComponent(assessmentId)}&section=measured`}
              >
                {entityTitle}
              </Link>
            </div>
          ),
        },
        comparedColumn('cost', usd => `${formatUsd(usd)}/month`),
        comparedColumn('latency', formatSeconds),
        {
          id: 'pattern',
          label: t('predictions.pattern'),
          cell: ({ pattern }) => <PatternTitle pattern={pattern} />,
        },
        {
          id: 'platform',
          label: t('predictions.platform'),
          cell: ({ platform }) => titles.platform(platform),
        },
        {
          id: 'measuredAt',
          label: t('predictions.measured'),
          cell: ({ measuredAt }) => <TimeAgo at={measuredAt} />,
        },
      ]}
    />
  );
}
