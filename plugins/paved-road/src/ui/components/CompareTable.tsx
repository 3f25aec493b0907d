import { Fragment } from 'react';
import { StatusChip } from './StatusChip';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';
import styles from './CompareTable.module.css';

export interface CompareRow {
  id: string;
  label: string;
  before: string;
  after: string;
  changed: boolean;
  /** Rows of one group follow each other, below its title. */
  group?: string;
}

/**
 * Two sides, row by row, which stack in a narrow container. Uses roles, because table elements lose their roles when
 * laid out as blocks.
 */
export function CompareTable(props: {
  label: string;
  rows: CompareRow[];
  before: string;
  after: string;
  /** Marks rows that differ. */
  marksChanges?: boolean;
  /** Small type, always in columns, and changed values highlighted. */
  isCompact?: boolean;
}) {
  const { label, rows, before, after, marksChanges, isCompact } = props;
  const t = useTexts(componentsTexts);
  return (
    <div className={isCompact ? styles.compact : styles.container}>
      <div role="table" aria-label={label} className={styles.table}>
        <div role="row" className={`${styles.row} ${styles.head}`}>
          <span role="columnheader">{t('compare.what')}</span>
          <span role="columnheader">{before}</span>
          <span role="columnheader">{after}</span>
        </div>
        {rows.map((row, index) => (
          <Fragment key={row.id}>
            {row.group && row.group !== rows[index - 1]?.group && (
              <div role="row" className={`${styles.row} ${styles.group}`}>
                <span role="rowheader" aria-colspan={3}>
                  {row.group}
                </span>
              </div>
            )}
            <div role="row" className={styles.row}>
              <span role="rowheader" className={styles.label}>
                {row.label}
                {marksChanges && row.changed && (
                  <StatusChip tone="info">{t('compare.changed')}</StatusChip>
                )}
              </span>
              <span role="cell" className={styles.side} data-side={before}>
                {row.before}
              </span>
              <span
                role="cell"
                className={
                  row.changed ? `${styles.side} ${styles.changed}` : styles.side
                }
                data-side={after}
              >
                {row.after}
              </span>
            </div>
          </Fragment>
        ))}
      </div>
    </div>
  );
}
