export { describeCandidate } from './describeCandidate';
export { parseCatalogInfo, type DescribedEntity } from './parseCatalogInfo';
export { readCatalogInfo } from './readCatalogInfo';
export { readTextFile } from './readTextFile';
export { relationsOf } from './relationsOf';
export { toCatalogEntity } from './toCatalogEntity';
