import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { createPrometheusCollector } from './createPrometheusCollector';
import { readPrometheusConfig } from './readPrometheusConfig';

/** Collects the fact `prometheus`. @public */
export const pavedRoadModulePrometheus = createFactCollectorModule({
  moduleId: 'prometheus',
  create: ({ config, ...services }) => [
    createPrometheusCollector(readPrometheusConfig(config), services),
  ],
});
