import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Select, Text, VisuallyHidden } from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import {
  PreviewChange,
  PreviewChangeKind,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { previewChangeKinds } from '@paved-road/plugin-paved-road-common/rules';
import { RefObject, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../../data/api';
import { AsyncView } from '../../../ui/components/AsyncView';
import { DataColumn, DataTable } from '../../../ui/components/DataTable';
import { LevelBadge, rankedLevel } from '../../../ui/levels';
import { CheckStateChip } from '../../../features/checks/CheckStateChip';
import { rulesTexts } from '../texts';
import { fleetTexts } from '../../../features/fleet/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { Pages } from '../../../ui/components/Pages';
import { useEntityLinks } from '../../../data/links/useEntityLinks';
import styles from './preview.module.css';

/** Filter of the list. */
export interface ChangeFilter {
  kind?: PreviewChangeKind;
  check?: string;
}

/* Not a valid kind or id of a check. */
const ANY = '*';

/** Services whose level would change, with both levels and the reason. */
export function ChangedServices(props: {
  /** Takes the focus after a click on a number. */
  focusRef: RefObject<HTMLDivElement>;
  preview: RulesPreview;
  filter: ChangeFilter;
  onFilterChange: (filter: ChangeFilter) => void;
}) {
  const { focusRef, preview, filter, onFilterChange } = props;
  const t = useTexts(rulesTexts, fleetTexts);
  const [pageSize, setPageSize] = useState(10);
  const columns = useColumns(preview);
  const { page, cursors } = useChangedServices(preview.id, filter, pageSize);
  const choice = (
    name: keyof ChangeFilter,
    options: { value: string; label: string }[],
  ) => (
    <Select
      label={t(`rules.result.filter.${name}`)}
      options={[{ value: ANY, label: t('services.any') }, ...options]}
      search={options.length > 10 || undefined}
      value={filter[name] ?? ANY}
      onChange={value =>
        onFilterChange({
          ...filter,
          [name]: value === ANY ? undefined : value,
        })
      }
    />
  );
  return (
    <div
      ref={focusRef}
      tabIndex={-1}
      role="group"
      aria-label={t('rules.result.services')}
      className={styles.services}
    >
      <Text as="h3" variant="body-large" weight="bold">
        {t('rules.result.services')}
      </Text>
      <div className={styles.filters}>
        {choice(
          'kind',
          previewChangeKinds.map(kind => ({
            value: kind,
            label: t(`rules.result.kindName.${kind}`),
          })),
        )}
        {choice(
          'check',
          preview.checks
            .filter(({ services }) => services > 0)
            .map(({ checkId, title }) => ({ value: checkId, label: title })),
        )}
      </div>
      <AsyncView state={page}>
        {(shown, isStale) => (
          <>
            <DataTable
              label={t('rules.result.services')}
              columns={columns}
              rows={shown.items}
              getKey={({ entityRef }) => entityRef}
              isStale={isStale}
              emptyState={t('rules.result.noneOfThese')}
            />
            {shown.items.length > 0 && (
              <Pages
                page={shown}
                cursors={cursors}
                pageSize={pageSize}
                onPageSizeChange={setPageSize}
              />
            )}
          </>
        )}
      </AsyncView>
    </div>
  );
}

function useColumns(preview: RulesPreview): DataColumn<PreviewChange>[] {
  const t = useTexts(rulesTexts, fleetTexts);
  const links = useEntityLinks();
  const titles = new Map(preview.levels.map(({ id, title }) => [id, title]));
  const level = (id: string | undefined) =>
    id === undefined ? (
      <Text as="span" color="secondary">
        {t('rules.result.noScorecard')}
      </Text>
    ) : (
      <LevelBadge level={rankedLevel(preview.levels, id)} />
    );
  return [
    {
      id: 'service',
      label: t('services.column.service'),
      cell: ({ entityRef, title }) => (
        <Link href={links.scorecard(entityRef)} weight="bold">
          {title}
        </Link>
      ),
    },
    {
      id: 'level',
      label: t('services.column.level'),
      cell: ({ from, to }) =>
        from === to ? (
          level(from)
        ) : (
          <span className={styles.step}>
            {level(from)} <Arrow /> {level(to)}
          </span>
        ),
    },
    {
      id: 'why',
      label: t('rules.result.column.why'),
      cell: ({ checks }) => <Why checks={checks} titles={titles} />,
    },
    {
      id: 'owner',
      label: t('services.column.owner'),
      cell: ({ owner }) =>
        owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        ),
    },
  ];
}

function Arrow() {
  const t = useTexts(rulesTexts);
  return (
    <>
      <span aria-hidden>→</span>
      <VisuallyHidden>{t('rules.result.to')}</VisuallyHidden>
    </>
  );
}

/** Checks that change state, or that block another level. */
function Why(props: {
  checks: PreviewChange['checks'];
  /** Titles of levels by id. */
  titles: Map<string, string>;
}) {
  const { titles } = props;
  const t = useTexts(rulesTexts);
  const state = (value: PreviewChange['checks'][number]['from']) =>
    value === undefined ? (
      <Text as="span" color="secondary" variant="body-small">
        {t('rules.result.noCheck')}
      </Text>
    ) : (
      <CheckStateChip state={value} />
    );
  return (
    <ul className={styles.why}>
      {props.checks.map(({ checkId, title, from, to, moved }) => (
        <li key={checkId} className={styles.step}>
          <Text as="span" variant="body-small">
            {title}:
          </Text>{' '}
          {from === to ? (
            state(to)
          ) : (
            <>
              {state(from)} <Arrow /> {state(to)}
            </>
          )}{' '}
          {moved && (
            <Text as="span" variant="body-small">
              {t('rules.result.moved', {
                from: titles.get(moved.from) ?? moved.from,
                to: titles.get(moved.to) ?? moved.to,
              })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Loads one page of the services that would change. */
function useChangedServices(
  previewId: string,
  { kind, check }: ChangeFilter,
  limit: number,
) {
  const api = useApi(pavedRoadApiRef);
  /** Cursors of the pages up to the current one, for one filter. */
  const [position, setPosition] = useState({ of: '', cursors: [''] });
  const of = `${previewId} ${kind ?? ''} ${check ?? ''} ${limit}`;
  const cursors = position.of === of ? position.cursors : [];
  const cursor = cursors.at(-1);
  const page = useAsyncRetry(
    () => api.listPreviewChanges(previewId, { kind, check, limit, cursor }),
    [api, previewId, kind, check, limit, cursor],
  );
  return {
    page,
    cursors: {
      cursor,
      pagesBefore: cursors.length,
      next: (next: string) => setPosition({ of, cursors: [...cursors, next] }),
      previous: () => setPosition({ of, cursors: cursors.slice(0, -1) }),
    },
  };
}
