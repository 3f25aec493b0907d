import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { createScorecardCollector } from './createScorecardCollector';

/** Collects the fact `openssfScorecard`. @public */
export const pavedRoadModuleOpenssfScorecard = createFactCollectorModule({
  moduleId: 'openssf-scorecard',
  create: ({ config }) => [createScorecardCollector(config)],
});
