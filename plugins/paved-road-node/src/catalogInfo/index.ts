export { readCatalogInfo, type DescribedEntity } from './readCatalogInfo';
export { relationsOf } from './relationsOf';
export { assertScorableEntity, toCatalogEntity } from './toCatalogEntity';
