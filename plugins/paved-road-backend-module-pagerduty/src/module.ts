import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { createPagerdutyCollector } from './createPagerdutyCollector';

/** Collects the fact `pagerduty`. @public */
export const pavedRoadModulePagerduty = createFactCollectorModule({
  moduleId: 'pagerduty',
  create: ({ config }) => [createPagerdutyCollector(config)],
});
