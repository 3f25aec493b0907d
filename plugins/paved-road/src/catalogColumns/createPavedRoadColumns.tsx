import { Entity } from '@backstage/catalog-model';
import { TableColumn } from '@backstage/core-components';
import { ColumnTitle } from './ColumnTitle';
import { LevelCell } from './LevelCell';
import { PatternCell } from './PatternCell';

/** A row of a table of entities, such as that of the catalog. @public */
export interface EntityTableRow {
  entity: Entity;
}

/**
 * Columns with the level and the pattern of each entity, for the `columns` of `CatalogIndexPage` or `CatalogTable`.
 * All rows of a page are asked for at once. They cannot be sorted by: the catalog sorts by what it has itself.
 *
 * @public
 */
export function createPavedRoadColumns<
  Row extends EntityTableRow,
>(): TableColumn<Row>[] {
  return [
    {
      title: <ColumnTitle column="level" />,
      sorting: false,
      searchable: false,
      width: 'auto',
      render: ({ entity }) => <LevelCell entity={entity} />,
    },
    {
      title: <ColumnTitle column="pattern" />,
      sorting: false,
      searchable: false,
      width: 'auto',
      cellStyle: { wordBreak: 'normal' },
      render: ({ entity }) => <PatternCell entity={entity} />,
    },
  ];
}
