export { describeCandidate } from './describeCandidate';
export { readCatalogInfo, type DescribedEntity } from './readCatalogInfo';
export { readTextFile } from './readTextFile';
export { relationsOf } from './relationsOf';
export { toCatalogEntity } from './toCatalogEntity';
