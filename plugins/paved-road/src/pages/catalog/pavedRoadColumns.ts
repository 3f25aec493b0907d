import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { createPavedRoadColumns } from './createPavedRoadColumns';

/**
 * The default columns of the catalog and the columns of Paved Road, for the `columns` of `CatalogIndexPage`.
 *
 * @public
 */
export const pavedRoadColumns: CatalogTableColumnsFunc = context => [
  ...CatalogTable.defaultColumnsFunc(context),
  ...createPavedRoadColumns(),
];
