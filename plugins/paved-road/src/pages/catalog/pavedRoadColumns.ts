import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { canHaveScorecard } from '../../data/entities/entityFilters';
import { createPavedRoadColumns } from './createPavedRoadColumns';

/** Long texts, for which two more columns leave no room at 1440 px. The search still finds them. */
const longTexts = ['entity.metadata.description', 'entity.metadata.tags'];

/**
 * The columns of the catalog for the `columns` of `CatalogIndexPage`: the default ones, and the level and the pattern in
 * place of description and tags for kinds that can have a scorecard.
 *
 * @public
 */
export const pavedRoadColumns: CatalogTableColumnsFunc = context => {
  const columns = CatalogTable.defaultColumnsFunc(context);
  const kind = context.entities[0]?.kind ?? context.filters.kind?.value;
  return kind && canHaveScorecard({ kind })
    ? [
        ...columns.map(column =>
          longTexts.includes(String(column.field))
            ? { ...column, hidden: true }
            : column,
        ),
        ...createPavedRoadColumns(),
      ]
    : columns;
};
