import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import { ServicePrediction } from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { RiDownloadLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { ReactNode, useId } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { CONNECT_URL } from '../../features/measured/MeasuredStrip';
import { ChoiceField } from '../../features/list/ChoiceField';
import { AsyncView } from '../../ui/components/AsyncView';
import { column, DataColumn, DataTable } from '../../ui/components/DataTable';
import { downloadFile } from '../../ui/browser/downloadFile';
import { Fields, Row } from '../../ui/components/Layout';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatDeviation, formatSeconds, formatUsd } from '../../ui/formats';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { useFleetData } from '../../data/fleet/fleetData';
import {
  OverviewQuery,
  overviewQuerySchema,
} from '../../data/links/urlQueries';
import { useModel, useTitles } from '../../ui/model';
import { SubjectTitle } from '../../ui/patterns';
import { predictionsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Pages, usePageCursors } from '../../ui/components/Pages';
import styles from './predictions.module.css';
import { SmallButton } from '../../ui/components/SmallButton';
import { Groups, Suggestions } from './PredictionGroups';

const PAGE_SIZE = 20;

/** Errors of predicted costs and latencies, suggested corrections, and the services with the largest errors. */
export default function Predictions() {
  const t = useTexts(predictionsTexts);
  const api = usePavedRoadApi();
  const { query, update } = useUrlQuery(overviewQuerySchema);
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
  const exporting = useAction(async () =>
    downloadFile(
      t('predictions.exportFile', { date: DateTime.now().toISODate() }),
      await api.exportPredictions({ platform, pattern }),
    ),
  );
  const isFiltered = platform !== undefined || pattern !== undefined;
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('predictions.introduction')}</Text>
      <Filters query={query} onChange={update} />
      <AsyncView
        state={page}
        skeleton={<Skeleton width="100%" height={320} aria-hidden />}
      >
        {({ groups, ...services }, isStale) =>
          services.totalItems === 0 ? (
            <>
              <Text as="p">
                {t(isFiltered ? 'predictions.noneMatches' : 'predictions.none')}
              </Text>
              {!isFiltered && (
                <Link href={CONNECT_URL}>{t('predictions.connect')}</Link>
              )}
            </>
          ) : (
            <Flex direction="column" gap="4">
              {/* They come with the first page only. */}
              {groups && (
                <>
                  <Part title={t('predictions.groups')}>
                    <Groups groups={groups} />
                  </Part>
                  <Part title={t('predictions.suggestions')}>
                    <Suggestions groups={groups} />
                  </Part>
                </>
              )}
              <Part
                title={t('predictions.list')}
                actions={
                  <>
                    <Text as="p" role="status">
                      {t('predictions.found', { count: services.totalItems })}
                    </Text>
                    <SmallButton
                      iconStart={<RiDownloadLine aria-hidden />}
                      isPending={exporting.isPending}
                      onPress={() => void exporting.run()}
                    >
                      {t('predictions.export')}
                    </SmallButton>
                  </>
                }
              >
                <ErrorAlert
                  error={exporting.error}
                  title={t('predictions.exportFailed')}
                />
                <Services services={services.items} isStale={isStale} />
                <Pages page={services} cursors={cursors} pageSize={PAGE_SIZE} />
              </Part>
            </Flex>
          )
        }
      </AsyncView>
    </Flex>
  );
}

/** One table or list of the section, with its title. */
function Part(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, actions, children } = props;
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Row justify="between" gap="3" mb="2">
        <Text as="h3" id={headingId} variant="body-medium" weight="bold">
          {title}
        </Text>
        <Flex align="center" gap="3">
          {actions}
        </Flex>
      </Row>
      {children}
    </section>
  );
}

function Filters(props: {
  query: Pick<OverviewQuery, 'platform' | 'pattern'>;
  onChange: (change: Partial<OverviewQuery>) => void;
}) {
  const { query, onChange } = props;
  const t = useTexts(predictionsTexts);
  const titles = useTitles();
  const { platforms } = useModel();
  return (
    <Fields role="search" aria-label={t('predictions.filters')}>
      <ChoiceField
        label={t('predictions.platform')}
        options={platforms.map(({ id, title }) => ({
          value: id,
          label: title,
        }))}
        value={query.platform}
        onChange={platform => onChange({ platform })}
      />
      <ChoiceField
        label={t('predictions.pattern')}
        options={patterns.map(id => ({ value: id, label: titles.pattern(id) }))}
        value={query.pattern}
        onChange={pattern => onChange({ pattern })}
      />
    </Fields>
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
  ): DataColumn<ServicePrediction> =>
    column(
      id,
      t(`predictions.${id}`),
      ({ [id]: compared }) =>
        compared && (
          <div className={styles.cell}>
            <b>{formatDeviation(compared.error)}</b>
            <Text color="secondary" variant="body-small">
              {t('predictions.compared', {
                predicted: format(compared.predicted),
                measured: format(compared.measured),
              })}
            </Text>
          </div>
        ),
    );
  return (
    <DataTable<ServicePrediction>
      isStackable
      isStale={isStale}
      label={t('predictions.list')}
      rows={services}
      getKey={({ assessmentId }) => assessmentId}
      columns={[
        column(
          'service',
          t('predictions.service'),
          ({ assessmentId, entityRef, entityTitle }) => (
            <div className={styles.name}>
              <Link
                weight="bold"
                href={`${links.architecture(entityRef)}?assessment=${encodeURIComponent(assessmentId)}&section=measured`}
              >
                {entityTitle}
              </Link>
            </div>
          ),
        ),
        comparedColumn('cost', usd => `${formatUsd(usd)}/month`),
        comparedColumn('latency', formatSeconds),
        column('pattern', t('predictions.pattern'), ({ pattern }) => (
          <SubjectTitle subject={pattern} />
        )),
        column('platform', t('predictions.platform'), ({ platform }) =>
          titles.platform(platform),
        ),
        column('measuredAt', t('predictions.measured'), ({ measuredAt }) => (
          <TimeAgo at={measuredAt} />
        )),
      ]}
    />
  );
}
