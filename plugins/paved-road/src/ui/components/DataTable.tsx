import {
  Cell,
  Column,
  Flex,
  Row,
  SortState,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
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

/**
 * A labelled table. The Table of Backstage UI gives every table the same accessible name, so this one uses its parts.
 * Arrow keys move between cells and into their content.
 */
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
      <TableRoot
        aria-label={props.label}
        stale={props.isStale}
        sortDescriptor={sort?.descriptor ?? undefined}
        onSortChange={sort?.onSortChange}
      >
        <TableHeader>
          {columns.map(shown => (
            <Column
              key={shown.id}
              id={shown.id}
              className={look(shown)}
              isRowHeader={shown === rowHeader}
              allowsSorting={shown.isSortable}
              // Name of the sort column for assistive technology.
              textValue={labelText(shown)}
            >
              {shown.label}
            </Column>
          ))}
        </TableHeader>
        <TableBody
          renderEmptyState={
            emptyState ? () => <Flex p="3">{emptyState}</Flex> : undefined
          }
        >
          {rows.map(row => (
            <Row key={getKey(row)} id={getKey(row)}>
              {columns.map(shown => (
                <Cell
                  key={shown.id}
                  className={look(shown)}
                  data-label={
                    shown === rowHeader ? undefined : labelText(shown)
                  }
                >
                  {shown.cell(row)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function labelText<T>({ label }: DataColumn<T>): string | undefined {
  return typeof label === 'string' ? label : undefined;
}
