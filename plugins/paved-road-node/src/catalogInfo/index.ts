export { describeCandidate } from './describeCandidate';
export { parseCatalogInfo, type DescribedEntity } from './parseCatalogInfo';
export { readCatalogInfo } from './readCatalogInfo';
export { readTextFile } from './readTextFile';
export { deriveRelations } from './deriveRelations';
export { toCatalogEntity } from './toCatalogEntity';
