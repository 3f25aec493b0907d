export { FactCollection } from './FactCollection';
export { FactCollectorRegistry } from './FactCollectorRegistry';
export { FactCollectors } from './FactCollectors';
export type { FactSource, FactStore } from './FactStore';
export { KnexFactStore } from './KnexFactStore';
export { readFactsConfig } from './readFactsConfig';
export { createRepositoryCollector } from './repository/createRepositoryCollector';
