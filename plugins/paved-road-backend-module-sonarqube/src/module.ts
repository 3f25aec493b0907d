import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { createSonarqubeCollector } from './createSonarqubeCollector';

/** Collects the fact `sonarqube`. @public */
export const pavedRoadModuleSonarqube = createFactCollectorModule({
  moduleId: 'sonarqube',
  create: ({ config }) => [createSonarqubeCollector(config)],
});
