import {
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import { createPavedRoadColumns } from './createPavedRoadColumns';

/**
 * The columns that the catalog has by default, and those of Paved Road, for the `columns` of `CatalogIndexPage`.
 *
 * @public
 */
export const pavedRoadColumns: CatalogTableColumnsFunc = context => [
  ...CatalogTable.defaultColumnsFunc(context),
  ...createPavedRoadColumns(),
];
