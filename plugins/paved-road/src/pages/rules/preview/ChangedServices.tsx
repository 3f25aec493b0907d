import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text, VisuallyHidden } from '@backstage/ui';
import {
  Page,
  PreviewChange,
  PreviewChangeKind,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import { previewChangeKinds } from '@paved-road/plugin-paved-road-common/rules';
import { RefObject, useState } from 'react';
import { Fields, PlainList } from '../../../ui/components/Layout';
import { useData } from '../../../data/queries/useData';
import { ChoiceField } from '../../../features/list/ChoiceField';
import { ListSection } from '../../../features/list/ListSection';
import { PagedList } from '../../../features/list/usePagedList';
import { column, DataColumn } from '../../../ui/components/DataTable';
import { LevelBadge, rankedLevel } from '../../../ui/levels';
import { CheckStateChip } from '../../../features/checks/CheckStateChip';
import { rulesTexts } from '../texts';
import { fleetTexts } from '../../../features/fleet/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { useEntityLinks } from '../../../data/links/useEntityLinks';
import styles from './preview.module.css';

export interface ChangeFilter {
  kind?: PreviewChangeKind;
  check?: string;
}

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
  const list = useChangedServices(preview.id, filter, pageSize);
  const choose = (change: ChangeFilter) =>
    onFilterChange({ ...filter, ...change });
  return (
    <ListSection
      cardRef={focusRef}
      title={t('rules.result.services')}
      headingLevel="h3"
      list={list}
      pageSize={pageSize}
      onPageSizeChange={setPageSize}
      count={count => t('rules.result.servicesFound', { count })}
      empty={t('rules.result.noneOfThese')}
      header={
        <Fields>
          <ChoiceField
            label={t('rules.result.filter.kind')}
            options={previewChangeKinds.map(kind => ({
              value: kind,
              label: t(`rules.result.kindName.${kind}`),
            }))}
            value={filter.kind}
            onChange={kind => choose({ kind })}
          />
          <ChoiceField
            label={t('rules.result.filter.check')}
            options={preview.checks
              .filter(({ services }) => services > 0)
              .map(({ checkId, title }) => ({
                value: checkId,
                label: title,
              }))}
            value={filter.check}
            onChange={check => choose({ check })}
          />
        </Fields>
      }
      rows={{
        columns: useColumns(preview),
        getKey: ({ entityRef }) => entityRef,
      }}
    />
  );
}

function useColumns(preview: RulesPreview): DataColumn<PreviewChange>[] {
  const t = useTexts(rulesTexts, fleetTexts);
  const links = useEntityLinks();
  const titles = new Map(preview.levels.map(({ id, title }) => [id, title]));
  const level = (id: string | undefined) =>
    id === undefined ? (
      <Text color="secondary">{t('rules.result.noScorecard')}</Text>
    ) : (
      <LevelBadge level={rankedLevel(preview.levels, id)} />
    );
  return [
    column('service', t('services.column.service'), ({ entityRef, title }) => (
      <Link href={links.scorecard(entityRef)} weight="bold">
        {title}
      </Link>
    )),
    column('level', t('services.column.level'), ({ from, to }) =>
      from === to ? (
        level(from)
      ) : (
        <span className={styles.step}>
          {level(from)} <Arrow /> {level(to)}
        </span>
      ),
    ),
    column('why', t('rules.result.column.why'), ({ checks }) => (
      <Why checks={checks} titles={titles} />
    )),
    column(
      'owner',
      t('services.column.owner'),
      ({ owner }) =>
        owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        ),
    ),
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
      <Text color="secondary" variant="body-small">
        {t('rules.result.noCheck')}
      </Text>
    ) : (
      <CheckStateChip state={value} />
    );
  return (
    <PlainList gap="1">
      {props.checks.map(({ checkId, title, from, to, moved }) => (
        <li key={checkId} className={styles.step}>
          <Text variant="body-small">{title}:</Text>{' '}
          {from === to ? (
            state(to)
          ) : (
            <>
              {state(from)} <Arrow /> {state(to)}
            </>
          )}{' '}
          {moved && (
            <Text variant="body-small">
              {t('rules.result.moved', {
                from: titles.get(moved.from) ?? moved.from,
                to: titles.get(moved.to) ?? moved.to,
              })}
            </Text>
          )}
        </li>
      ))}
    </PlainList>
  );
}

/** Loads one page of the services that would change. */
function useChangedServices(
  previewId: string,
  { kind, check }: ChangeFilter,
  limit: number,
): PagedList<Page<PreviewChange>> {
  /** Cursors of the pages up to the current one, for one filter. */
  const [position, setPosition] = useState({ of: '', cursors: [''] });
  const of = `${previewId} ${kind ?? ''} ${check ?? ''} ${limit}`;
  const cursors = position.of === of ? position.cursors : [];
  const cursor = cursors.at(-1);
  const page = useData(['previewChanges', of, cursor], api =>
    api.listPreviewChanges(previewId, { kind, check, limit, cursor }),
  );
  return {
    page,
    cursors: {
      pagesBefore: cursors.length,
      next: (next: string) => setPosition({ of, cursors: [...cursors, next] }),
      previous: () => setPosition({ of, cursors: cursors.slice(0, -1) }),
    },
  };
}
