import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SortState } from '@backstage/ui';
import {
  ScorecardQuery,
  ScorecardSummary,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { DataTable } from '../../components/DataTable';
import { RankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import { useServiceColumns } from './useServiceColumns';

type Sort = ScorecardQuery['sort'];

/** One page of services with what stands between them and the next level. */
export function ServicesTable(props: {
  services: ScorecardSummary[];
  levelOf: (level: string) => RankedLevel;
  /** The position of the highest level, 1 for the lowest; undefined until it is known. */
  highestRank?: number;
  sort: Sort;
  onSortChange: (sort: Sort) => void;
  isStale: boolean;
  emptyState: ReactNode;
}) {
  const { services, sort, onSortChange, isStale, emptyState } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <DataTable
      label={t('services.title')}
      columns={useServiceColumns(props.levelOf, props.highestRank)}
      rows={services}
      getKey={service => service.entityRef}
      sort={sortState(sort, onSortChange)}
      isStale={isStale}
      emptyState={emptyState}
      isStackable
    />
  );
}

function sortState(sort: Sort, onSortChange: (sort: Sort) => void): SortState {
  const isDescending = sort.startsWith('-');
  return {
    descriptor: {
      column: isDescending ? sort.slice(1) : sort,
      direction: isDescending ? 'descending' : 'ascending',
    },
    onSortChange: ({ column, direction }) =>
      onSortChange(`${direction === 'descending' ? '-' : ''}${column}` as Sort),
  };
}
