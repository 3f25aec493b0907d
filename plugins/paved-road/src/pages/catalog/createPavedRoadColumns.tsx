import { Entity } from '@backstage/catalog-model';
import { TableColumn } from '@backstage/core-components';
import { CatalogTableRow } from '@backstage/plugin-catalog';
import { Text } from '@backstage/ui';
import { LevelBadge, rankedLevel } from '../../ui/levels';
import { SubjectTitle } from '../../ui/patterns';
import { StandingBadge } from '../../features/decision/StandingBadge';
import { catalogColumnsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useLevelTitles, useSummary } from './loadSummary';

/* Fit to content, so that the catalog's own columns keep their width. */
const narrow = {
  width: '1%',
  paddingInline: '8px',
  wordBreak: 'normal',
} as const;

const cells = { level: LevelCell, pattern: PatternCell };

/**
 * Columns with the level and the pattern of each entity, for the `columns` of `CatalogIndexPage` or `CatalogTable`. All
 * rows of a page load in one request. Not sortable, because the catalog sorts by its own fields.
 *
 * @public
 */
export function createPavedRoadColumns(): TableColumn<CatalogTableRow>[] {
  return (['level', 'pattern'] as const).map(column => {
    const Cell = cells[column];
    return {
      title: <ColumnTitle column={column} />,
      sorting: false,
      searchable: false,
      width: 'auto',
      headerStyle: narrow,
      cellStyle: narrow,
      render: ({ entity }) => <Cell entity={entity} />,
    };
  });
}

/** The heading of a column, in the language of the person. */
function ColumnTitle(props: { column: 'level' | 'pattern' }) {
  const t = useTexts(catalogColumnsTexts);
  return <>{t(`catalog.${props.column}`)}</>;
}

/** The level of an entity in a table; empty without a scorecard. */
function LevelCell(props: { entity: Entity }) {
  const { value: summary, error } = useSummary(props.entity);
  const { value: levels } = useLevelTitles();
  if (error) {
    return <UnknownCell error={error} />;
  }
  return summary && levels ? (
    <LevelBadge level={rankedLevel(levels, summary.level)} isShort />
  ) : null;
}

/** The decided or else the declared pattern of an entity in a table, with the standing of the decision. */
function PatternCell(props: { entity: Entity }) {
  const { value: summary, error } = useSummary(props.entity);
  if (error) {
    return <UnknownCell error={error} />;
  }
  return (
    <>
      {summary?.pattern && <SubjectTitle subject={summary.pattern} />}
      <StandingBadge standing={summary?.standing} />
    </>
  );
}

/** Reports a cell that could not be loaded, with less space than an alert. */
function UnknownCell(props: { error: Error }) {
  const t = useTexts(catalogColumnsTexts);
  return (
    <span title={props.error.message}>
      <Text color="secondary">{t('catalog.failed')}</Text>
    </span>
  );
}
