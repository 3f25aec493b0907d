import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, TablePagination, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { AsyncView } from '../components/AsyncView';
import { DataTable } from '../components/DataTable';
import { formatDate } from '../components/formats';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentHistory.module.css';
import { EventList } from './EventList';
import { useHistoryColumns } from './useHistoryColumns';

const pageSize = 10;

/** All assessments of an entity, newest first, and what happened to the one looked at. */
export function AssessmentHistory(props: {
  assessment: Assessment;
  counting?: Assessment;
  onOpen: (id: string) => void;
  onCompare: (id: string, withId: string) => void;
}) {
  const { assessment, counting, onOpen, onCompare } = props;
  const { entityRef } = assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  /* Cursors only lead forward: those of the pages passed lead back. */
  const [cursors, setCursors] = useState<string[]>([]);
  const [selected, setSelected] = useState<string[]>([]);
  const page = useAsyncRetry(
    () =>
      api.getEntityAssessments(entityRef, {
        limit: pageSize,
        cursor: cursors.at(-1),
      }),
    // A change of the assessment looked at is one of the list too.
    [api, entityRef, cursors, assessment],
  );
  const mayCompare = page.value !== undefined && page.value.totalItems > 1;
  const columns = useHistoryColumns({
    shownId: assessment.id,
    countingId: counting?.id,
    selection: mayCompare
      ? { ids: selected, onChange: setSelected }
      : undefined,
    onOpen,
  });
  const [first, second] = selected;

  return (
    <Flex direction="column" gap="4">
      <Section title={t('history.title')}>
        <AsyncView state={page}>
          {({ items, totalItems, nextCursor }, isStale) => (
            <>
              <DataTable
                label={t('history.title')}
                isStale={isStale}
                columns={columns}
                rows={items}
                getKey={({ id }) => id}
              />
              {mayCompare && (
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
              )}
              <TablePagination
                pageSize={pageSize}
                offset={cursors.length * pageSize}
                totalCount={totalItems}
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
        </AsyncView>
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
