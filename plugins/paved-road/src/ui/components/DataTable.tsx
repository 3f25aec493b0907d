import { SortState } from '@backstage/ui';
import { RiArrowUpLine } from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './DataTable.module.css';

export interface DataColumn<T> {
  id: string;
  label: ReactNode;
  cell: (row: T) => ReactNode;
  /** Whether the cell is the row header; the first column by default. */
  isRowHeader?: boolean;
  isSortable?: boolean;
  /** Numbers align at their end. */
  align?: 'end';
  /** Vertical heading, so that the column is as narrow as its content. */
  isUpright?: boolean;
}

/** A column with the defaults. */
export const column = <T,>(
  id: string,
  label: string,
  cell: (row: T) => ReactNode,
): DataColumn<T> => ({ id, label, cell });

/** A column whose cells align at their end. */
export const numberColumn = <T,>(
  id: string,
  label: string,
  cell: (row: T) => ReactNode,
): DataColumn<T> => ({ id, label, cell, align: 'end' });

/** A column that people can sort by. */
export const sortableColumn = <T,>(
  id: string,
  label: string,
  cell: (row: T) => ReactNode,
  align?: 'end',
): DataColumn<T> => ({ id, label, cell, align, isSortable: true });

/** A labelled table. The Table of Backstage UI renders each cell several times, which takes half a second for 20 rows. */
export function DataTable<T>(props: {
  label: string;
  columns: DataColumn<T>[];
  rows: T[];
  getKey: (row: T) => string;
  sort?: SortState;
  /** Whether new rows are loading; the old ones stay visible. */
  isStale?: boolean;
  emptyState?: ReactNode;
  /** Less padding, for many columns. */
  isCompact?: boolean;
  /** Keeps the first column visible while the others scroll. */
  isFirstColumnFixed?: boolean;
  /** Shows each row as a block of labelled values in narrow containers: below 56rem, or 28rem with `narrow`. */
  isStackable?: boolean | 'narrow';
}) {
  const { columns, rows, getKey, sort, emptyState } = props;
  const rowHeader = columns.find(c => c.isRowHeader) ?? columns[0];
  const look = ({ align, isUpright }: DataColumn<T>) =>
    [align === 'end' && styles.end, isUpright && styles.upright]
      .filter(Boolean)
      .join(' ');
  return (
    <div
      className={[
        styles.scroll,
        props.isCompact && styles.compact,
        props.isFirstColumnFixed && styles.fixed,
        props.isStackable && styles.stackable,
        props.isStackable === 'narrow' && styles.narrow,
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <table
        role="table"
        className={styles.table}
        aria-label={props.label}
        aria-busy={props.isStale}
      >
        <thead>
          <tr role="row">
            {columns.map(shown => (
              <Heading
                key={shown.id}
                shown={shown}
                className={look(shown)}
                sort={sort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && emptyState && (
            <tr role="row">
              <td colSpan={columns.length}>{emptyState}</td>
            </tr>
          )}
          {rows.map(row => (
            <tr role="row" key={getKey(row)}>
              {columns.map(shown => (
                <td
                  key={shown.id}
                  role={shown === rowHeader ? 'rowheader' : 'cell'}
                  className={look(shown)}
                  data-label={
                    shown === rowHeader ? undefined : labelText(shown)
                  }
                >
                  {shown.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading<T>(props: {
  shown: DataColumn<T>;
  className: string;
  sort?: SortState;
}) {
  const { shown, className, sort } = props;
  const isSorted = sort?.descriptor?.column === shown.id;
  const direction = isSorted ? sort.descriptor?.direction : undefined;
  return sort && shown.isSortable ? (
    <th
      role="columnheader"
      className={className}
      aria-sort={direction ?? 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          sort.onSortChange?.({
            column: shown.id,
            direction: direction === 'ascending' ? 'descending' : 'ascending',
          })
        }
      >
        {shown.label}
        <RiArrowUpLine aria-hidden size={16} />
      </button>
    </th>
  ) : (
    <th role="columnheader" className={className}>
      <span>{shown.label}</span>
    </th>
  );
}

function labelText<T>({ label }: DataColumn<T>): string | undefined {
  return typeof label === 'string' ? label : undefined;
}
