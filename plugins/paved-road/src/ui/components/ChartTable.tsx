import { ComponentProps, ReactNode, useState } from 'react';
import { useTexts } from '../texts/useTexts';
import { DataTable } from './DataTable';
import { LoadMore } from './LoadMore';
import { MoreButton } from './MoreButton';
import { componentsTexts } from './texts';

/** Number of rows per step. */
const STEP = 30;

/** The numbers of a chart by day as an accessible table, on demand. */
export function ChartTable<T>(
  props: Pick<
    ComponentProps<typeof DataTable<T>>,
    'label' | 'columns' | 'rows' | 'getKey'
  > & {
    /** Shown below the rows. */
    note?: ReactNode;
  },
) {
  const { rows, note, ...table } = props;
  const t = useTexts(componentsTexts);
  const [isShown, setShown] = useState(false);
  const [count, setCount] = useState(STEP);
  return (
    <>
      <MoreButton
        isExpanded={isShown}
        more={t('chart.showTable')}
        fewer={t('chart.hideTable')}
        onChange={setShown}
      />
      {isShown && (
        <>
          <DataTable isCompact {...table} rows={rows.slice(0, count)} />
          {note}
          {rows.length > count && (
            <LoadMore
              isPending={false}
              onPress={() => setCount(count + STEP)}
            />
          )}
        </>
      )}
    </>
  );
}
