import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, TablePagination } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { patternTitle } from '../advisor';
import { pavedRoadApiRef } from '../api';
import { DataTable } from '../components/DataTable';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatDate } from '../components/formats';
import { Loading } from '../components/Loading';
import { Section } from '../components/Section';
import { StatusChip } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { EventList } from './EventList';
import { patternOf } from './patternOf';

const pageSize = 10;

/** All assessments of an entity, newest first, and what happened to the one looked at. */
export function AssessmentHistory(props: {
  assessment: Assessment;
  counting?: Assessment;
  onClose: () => void;
  onOpen: (id: string) => void;
}) {
  const { assessment, counting, onClose, onOpen } = props;
  const { entityRef } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  /* Cursors only lead forward: those of the pages passed lead back. */
  const [cursors, setCursors] = useState<string[]>([]);
  const page = useAsyncRetry(
    () =>
      api.getEntityAssessments(entityRef, {
        limit: pageSize,
        cursor: cursors.at(-1),
      }),
    [api, entityRef, cursors],
  );
  const nextCursor = page.value?.nextCursor;

  return (
    <Flex direction="column" gap="4">
      <Section
        title={t('history.title')}
        headingLevel="h2"
        actions={
          <Button size="small" variant="secondary" onPress={onClose}>
            {t('history.close')}
          </Button>
        }
      >
        {page.error && <ErrorAlert error={page.error} onRetry={page.retry} />}
        {page.loading && !page.value && <Loading />}
        {page.value && (
          <>
            <DataTable
              label={t('history.title')}
              isStale={page.loading}
              columns={[
                {
                  id: 'created',
                  label: t('history.created'),
                  cell: ({ createdAt }) => formatDate(createdAt),
                },
                {
                  id: 'status',
                  label: t('history.status'),
                  cell: row => (
                    <Flex gap="1">
                      <AssessmentStatusChips assessment={row} />
                      {row.id === assessment.id && (
                        <StatusChip tone="neutral">
                          {t('history.shown')}
                        </StatusChip>
                      )}
                      {row.id === counting?.id && (
                        <StatusChip tone="info">
                          {t('history.counts')}
                        </StatusChip>
                      )}
                    </Flex>
                  ),
                },
                {
                  id: 'pattern',
                  label: t('history.pattern'),
                  cell: row => patternTitle(patternOf(row)),
                },
                {
                  id: 'author',
                  label: t('history.author'),
                  cell: ({ author }) => <EntityRefLink entityRef={author} />,
                },
                {
                  id: 'model',
                  label: t('history.model'),
                  cell: ({ advice }) => advice.modelVersion,
                },
                {
                  id: 'open',
                  label: t('history.actions'),
                  cell: ({ id, createdAt }) => (
                    <Button
                      size="small"
                      variant="secondary"
                      aria-label={t('history.openOf', {
                        date: formatDate(createdAt),
                      })}
                      onPress={() => onOpen(id)}
                    >
                      {t('history.open')}
                    </Button>
                  ),
                },
              ]}
              rows={page.value.items}
              getKey={({ id }) => id}
            />
            <TablePagination
              pageSize={pageSize}
              offset={cursors.length * pageSize}
              totalCount={page.value.totalItems}
              showPageSizeOptions={false}
              hasPreviousPage={cursors.length > 0}
              hasNextPage={nextCursor !== undefined}
              onPreviousPage={() => setCursors(cursors.slice(0, -1))}
              onNextPage={() =>
                nextCursor && setCursors([...cursors, nextCursor])
              }
            />
          </>
        )}
      </Section>
      <Section
        title={t('history.eventsOf', {
          date: formatDate(assessment.createdAt),
        })}
      >
        <EventList events={assessment.events} />
      </Section>
    </Flex>
  );
}
