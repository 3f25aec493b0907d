import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TablePagination } from '@backstage/ui';
import { Page } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../components/formats';
import { pavedRoadTranslationRef } from '../translation';
import { usePageCursors } from './usePageCursors';

const pageSizes = [10, 20, 50, 100];

/** Which page of a list is shown, and the way to the others. */
export function Pages(props: {
  page: Page<unknown>;
  cursors: ReturnType<typeof usePageCursors>;
  pageSize: number;
  onPageSizeChange?: (pageSize: number) => void;
}) {
  const { page, cursors, pageSize, onPageSizeChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { nextCursor, items, totalItems } = page;
  const before = cursors.pagesBefore * pageSize;
  return (
    <TablePagination
      pageSize={pageSize}
      pageSizeOptions={[...new Set([...pageSizes, pageSize])]
        .sort((a, b) => a - b)
        .map(value => ({
          value,
          label: t('pages.size', { size: formatNumber(value) }),
        }))}
      showPageSizeOptions={onPageSizeChange !== undefined}
      onPageSizeChange={onPageSizeChange}
      totalCount={totalItems}
      getLabel={() =>
        t('pages.range', {
          from: formatNumber(before + 1),
          to: formatNumber(before + items.length),
          total: formatNumber(totalItems),
        })
      }
      hasPreviousPage={cursors.pagesBefore > 0}
      onPreviousPage={cursors.previous}
      hasNextPage={nextCursor !== undefined}
      onNextPage={() => nextCursor && cursors.next(nextCursor)}
    />
  );
}
