import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Checkbox, Flex, Text } from '@backstage/ui';
import {
  Assessment,
  AssessmentEvent,
  ReviewComment,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useData } from '../../data/queries/useData';
import { ListSection } from '../../features/list/ListSection';
import { column, DataColumn } from '../../ui/components/DataTable';
import { PageCursors } from '../../ui/components/Pages';
import { Section } from '../../ui/components/Section';
import { StatusChip } from '../../ui/components/StatusChip';
import { formatDate, formatDateTime } from '../../ui/formats';
import { assessmentTexts } from './texts';
import { compareTexts } from '../../features/compare/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AssessmentStatusChips } from '../../features/decision/AssessmentStatusChips';
import styles from './assessment.module.css';
import { useOutcomeText } from '../../features/decision/answer';
import { CommentForm } from '../../features/decision/CommentForm';
import { PlainList, Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import { useReviewComments } from '../../features/decision/ReviewThread';

const pageSize = 10;

/** All assessments of an entity, newest first, and the events of the selected one. */
export function AssessmentHistory(props: {
  assessment: Assessment;
  counting?: Assessment;
  onOpen: (id: string) => void;
  onCompare: (id: string, withId: string) => void;
}) {
  const { assessment, counting, onOpen, onCompare } = props;
  const { entityRef } = assessment;
  const t = useTexts(assessmentTexts, compareTexts);
  // Cursors only lead forward, so keep the previous ones. The URL changes with the open assessment.
  const [before, setBefore] = useState<string[]>([]);
  const cursors: PageCursors = {
    pagesBefore: before.length,
    next: cursor => setBefore([...before, cursor]),
    previous: () => setBefore(before.slice(0, -1)),
  };
  const [selected, setSelected] = useState<string[]>([]);
  // A change of the open assessment also changes the list.
  const page = useData(
    ['history', entityRef, before.at(-1), assessment.id, assessment.etag],
    api =>
      api.getEntityAssessments(entityRef, {
        limit: pageSize,
        cursor: before.at(-1),
      }),
  );
  const comments = useReviewComments(assessment);
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
      <ListSection
        headingLevel="h3"
        title={t('history.title')}
        list={{ page, cursors }}
        pageSize={pageSize}
        rows={{ columns, getKey: ({ id }) => id }}
        footer={
          mayCompare && (
            <Row gap="3">
              <Button
                size="small"
                isDisabled={second === undefined}
                onPress={() => onCompare(first, second)}
              >
                {t('compare.selected')}
              </Button>
              <Text color="secondary" variant="body-small">
                {t('compare.selectHelp')}
              </Text>
            </Row>
          )
        }
      />
      <Section
        title={t('history.eventsOf', {
          date: formatDate(assessment.createdAt),
        })}
      >
        <EventList
          events={[
            ...assessment.events,
            ...(comments.value ?? []).filter(
              ({ action }) => action === 'commented',
            ),
          ].toSorted((a, b) => a.at.localeCompare(b.at))}
        />
        <CommentForm
          // A comment in progress stays with its assessment.
          key={assessment.id}
          assessment={assessment}
          onAdded={comments.retry}
        />
      </Section>
    </Flex>
  );
}

/** Two assessments that are picked to be compared. */
interface Selection {
  /** Their ids, in the order in which they were picked. */
  ids: string[];
  onChange: (ids: string[]) => void;
}

const toCompare = 2;

function useHistoryColumns(options: {
  /** Ids of the selected and of the current assessment. */
  shownId: string;
  countingId?: string;
  /** Absent if there is nothing to compare. */
  selection?: Selection;
  onOpen: (id: string) => void;
}): DataColumn<Assessment>[] {
  const { shownId, countingId, selection, onOpen } = options;
  const t = useTexts(assessmentTexts, compareTexts);
  const outcomeText = useOutcomeText();
  const columns: DataColumn<Assessment>[] = [
    {
      id: 'created',
      label: t('history.created'),
      isRowHeader: true,
      cell: ({ createdAt }) => formatDate(createdAt),
    },
    column('status', t('history.status'), row => (
      <Row gap="1" align="stretch">
        <AssessmentStatusChips assessment={row} />
        {row.id === shownId && (
          <StatusChip tone="neutral">{t('history.shown')}</StatusChip>
        )}
        {row.id === countingId && (
          <StatusChip tone="info">{t('history.counts')}</StatusChip>
        )}
      </Row>
    )),
    column('pattern', t('history.pattern'), outcomeText),
    column('author', t('history.author'), ({ author }) => (
      <EntityRefLink entityRef={author} />
    )),
    column('model', t('history.model'), ({ advice }) => advice.modelVersion),
    column('open', t('history.actions'), ({ id, createdAt }) => (
      <SmallButton
        aria-label={t('history.openOf', { date: formatDate(createdAt) })}
        onPress={() => onOpen(id)}
      >
        {t('history.open')}
      </SmallButton>
    )),
  ];
  if (!selection) {
    return columns;
  }
  const { ids, onChange } = selection;
  return [
    column('select', t('compare.selectColumn'), ({ id, createdAt }) => (
      <Checkbox
        aria-label={t('compare.select', { date: formatDateTime(createdAt) })}
        isSelected={ids.includes(id)}
        isDisabled={ids.length === toCompare && !ids.includes(id)}
        onChange={isSelected =>
          onChange(isSelected ? [...ids, id] : ids.filter(kept => kept !== id))
        }
      />
    )),
    ...columns,
  ];
}

/** Lists the events of an assessment, newest first. */
function EventList(props: { events: (AssessmentEvent | ReviewComment)[] }) {
  const t = useTexts(assessmentTexts);
  return (
    <PlainList as="ol" gap="3" aria-label={t('history.events')}>
      {props.events.toReversed().map(event => (
        <li key={`${event.at} ${event.action}`} className={styles.event}>
          <Text color="secondary">{formatDateTime(event.at)}</Text>
          <div>
            <Text as="p">
              {t('history.event', {
                action: t(`history.action.${event.action}`),
                actor: <EntityRefLink entityRef={event.actor} />,
              })}
            </Text>
            {event.comment && (
              <Text as="p" color="secondary">
                {event.comment}
              </Text>
            )}
          </div>
        </li>
      ))}
    </PlainList>
  );
}
