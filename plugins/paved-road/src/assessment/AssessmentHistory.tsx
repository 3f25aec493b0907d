import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Checkbox, Flex, TablePagination, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { DataTable } from '../components/DataTable';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatDate, formatDateTime } from '../components/formats';
import { Loading } from '../components/Loading';
import { Section } from '../components/Section';
import { StatusChip } from '../components/StatusChip';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentHistory.module.css';
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
  onCompare: (id: string, withId: string) => void;
}) {
  const { assessment, counting, onClose, onOpen, onCompare } = props;
  const { entityRef } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const api = useApi(pavedRoadApiRef);
  const [selected, setSelected] = useState<string[]>([]);
  const [first, second] = selected;
  /* Cursors only lead forward: those of the pages passed lead back. */
  const [cursors, setCursors] = useState<string[]>([]);
  const page = useAsyncRetry(
    () =>
      api.getEntityAssessments(entityRef, {
        limit: pageSize,
        cursor: cursors.at(-1),
      }),
    // A change of the assessment shown may be one of the list.
    [api, entityRef, cursors, assessment],
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
                  id: 'select',
                  label: t('compare.selectColumn'),
                  cell: ({ id, createdAt }) => (
                    <Checkbox
                      aria-label={t('compare.select', {
                        date: formatDateTime(createdAt),
                      })}
                      isSelected={selected.includes(id)}
                      isDisabled={
                        second !== undefined && !selected.includes(id)
                      }
                      onChange={isSelected =>
                        setSelected(
                          isSelected
                            ? [...selected, id]
                            : selected.filter(kept => kept !== id),
                        )
                      }
                    />
                  ),
                },
                {
                  id: 'created',
                  isRowHeader: true,
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
                  cell: row => titles.pattern(patternOf(row)),
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
            <Flex align="center" gap="3" className={styles.selection}>
              <Button
                size="small"
                isDisabled={second === undefined}
                onPress={() => onCompare(first, second)}
              >
                {t('compare.selected')}
              </Button>
              <Text as="span" color="secondary" variant="body-small">
                {t('compare.selectHelp')}
              </Text>
            </Flex>
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
