import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Checkbox, Flex } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { DataColumn } from '../components/DataTable';
import { formatDate, formatDateTime } from '../components/formats';
import { StatusChip } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AssessmentHistory.module.css';
import { AssessmentStatusChips } from './AssessmentStatusChips';
import { useOutcomeText } from './useOutcomeText';

/** Two assessments that are picked to be compared. */
export interface Selection {
  /** Their ids, in the order in which they were picked. */
  ids: string[];
  onChange: (ids: string[]) => void;
}

const toCompare = 2;

/** The columns of the history of an entity. */
export function useHistoryColumns(options: {
  /** Ids of the assessment looked at and of the one that counts. */
  shownId: string;
  countingId?: string;
  /** Absent where there is nothing to compare. */
  selection?: Selection;
  onOpen: (id: string) => void;
}): DataColumn<Assessment>[] {
  const { shownId, countingId, selection, onOpen } = options;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const outcomeText = useOutcomeText();
  const columns: DataColumn<Assessment>[] = [
    {
      id: 'created',
      label: t('history.created'),
      isRowHeader: true,
      cell: ({ createdAt }) => formatDate(createdAt),
    },
    {
      id: 'status',
      label: t('history.status'),
      cell: row => (
        <Flex gap="1" className={styles.chips}>
          <AssessmentStatusChips assessment={row} />
          {row.id === shownId && (
            <StatusChip tone="neutral">{t('history.shown')}</StatusChip>
          )}
          {row.id === countingId && (
            <StatusChip tone="info">{t('history.counts')}</StatusChip>
          )}
        </Flex>
      ),
    },
    {
      id: 'pattern',
      label: t('history.pattern'),
      cell: outcomeText,
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
          aria-label={t('history.openOf', { date: formatDate(createdAt) })}
          onPress={() => onOpen(id)}
        >
          {t('history.open')}
        </Button>
      ),
    },
  ];
  if (!selection) {
    return columns;
  }
  const { ids, onChange } = selection;
  return [
    {
      id: 'select',
      label: t('compare.selectColumn'),
      cell: ({ id, createdAt }) => (
        <Checkbox
          aria-label={t('compare.select', { date: formatDateTime(createdAt) })}
          isSelected={ids.includes(id)}
          isDisabled={ids.length === toCompare && !ids.includes(id)}
          onChange={isSelected =>
            onChange(
              isSelected ? [...ids, id] : ids.filter(kept => kept !== id),
            )
          }
        />
      ),
    },
    ...columns,
  ];
}
