import {
  ButtonIcon,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
} from '@backstage/ui';
import { Page } from '@paved-road/plugin-paved-road-common';
import { RiDownloadLine, RiMore2Line } from '@remixicon/react';
import { ComponentProps, ReactNode, Ref } from 'react';
import { useAction } from '../../data/queries/useAction';
import { downloadFile } from '../../ui/browser/downloadFile';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataTable } from '../../ui/components/DataTable';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Pages } from '../../ui/components/Pages';
import { Section } from '../../ui/components/Section';
import { useTexts } from '../../ui/texts/useTexts';
import { listTexts } from './texts';
import { RowsSkeleton } from '../../ui/components/RowsSkeleton';
import { SmallButton } from '../../ui/components/SmallButton';
import { PagedList } from './usePagedList';

/** A list of the fleet, page by page: its number, rows, export, and what shows instead of rows. */
export function ListSection<T>(props: {
  title: string;
  headingLevel?: 'h2' | 'h3';
  list: PagedList<Page<T>>;
  /** Ref to the section, for moving the focus. */
  cardRef?: Ref<HTMLDivElement>;
  pageSize: number;
  /** Absent if people cannot choose it. */
  onPageSizeChange?: (pageSize: number) => void;
  /** The number of items with their name, such as "1 team"; absent if it is of no use. */
  count?: (count: number) => string;
  /** Shown above the rows, such as filters. */
  header?: ReactNode;
  /** Shown below the rows, such as an explanation of columns. */
  footer?: ReactNode;
  /** Shown at the end of the title's line. */
  actions?: ReactNode;
  /** Why the list is empty, without filters. */
  empty?: string;
  /** Absent if no filter is set. */
  onClearFilters?: () => void;
  /** File name and content of the whole list. */
  exportCsv?: { fileName: string; load: () => Promise<Blob> };
  /** How rows are shown: columns of a table, or something else. */
  rows:
    | Pick<
        ComponentProps<typeof DataTable<T>>,
        'columns' | 'getKey' | 'sort' | 'isStackable'
      >
    | ((items: T[], isStale: boolean) => ReactNode);
}) {
  const { title, list, pageSize, onPageSizeChange, count, rows } = props;
  const { page, cursors } = list;
  const t = useTexts(listTexts);
  const { run, error, isPending } = useAction(async () => {
    if (props.exportCsv) {
      const { fileName, load } = props.exportCsv;
      downloadFile(fileName, await load());
    }
  });
  return (
    <Section
      gap="3"
      cardRef={props.cardRef}
      headingLevel={props.headingLevel ?? 'h2'}
      title={title}
      actions={
        <Flex align="center" gap="3">
          <Text as="p" role="status">
            {page.value && count?.(page.value.totalItems)}
          </Text>
          {props.actions}
          {props.exportCsv && (
            <MenuTrigger>
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('list.moreActions')}
                isPending={isPending}
                icon={<RiMore2Line aria-hidden />}
              />
              <Menu
                disabledKeys={page.value?.totalItems ? [] : ['export']}
                onAction={() => void run()}
              >
                <MenuItem
                  id="export"
                  iconStart={<RiDownloadLine aria-hidden />}
                >
                  {t('list.export')}
                </MenuItem>
              </Menu>
            </MenuTrigger>
          )}
        </Flex>
      }
    >
      <ErrorAlert error={error} title={t('list.exportFailed')} />
      {props.header}
      <AsyncView state={page} skeleton={<RowsSkeleton count={8} />}>
        {(shown, isStale) => (
          <Flex direction="column" gap="3">
            {shown.totalItems === 0 && (
              <Empty text={props.empty} onClearFilters={props.onClearFilters} />
            )}
            {shown.totalItems > 0 &&
              (typeof rows === 'function' ? (
                rows(shown.items, isStale)
              ) : (
                <DataTable
                  {...rows}
                  label={title}
                  rows={shown.items}
                  isStale={isStale}
                />
              ))}
            {(shown.totalItems > pageSize ||
              (shown.totalItems > 0 && onPageSizeChange)) && (
              <Pages
                page={shown}
                cursors={cursors}
                pageSize={pageSize}
                onPageSizeChange={onPageSizeChange}
              />
            )}
            {props.footer}
          </Flex>
        )}
      </AsyncView>
    </Section>
  );
}

function Empty(props: { text?: string; onClearFilters?: () => void }) {
  const { text, onClearFilters } = props;
  const t = useTexts(listTexts);
  return (
    <Flex align="center" gap="3">
      <Text as="p">{(!onClearFilters && text) || t('list.noMatch')}</Text>
      {onClearFilters && (
        <SmallButton onPress={onClearFilters}>{t('list.clear')}</SmallButton>
      )}
    </Flex>
  );
}
