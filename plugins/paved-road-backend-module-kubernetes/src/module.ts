import { createFactCollectorModule } from '@paved-road/plugin-paved-road-node';
import { ClusterApi } from './ClusterApi';
import { createKubernetesFact } from './kubernetesFact';
import { readClusters } from './readClusters';
import { readRegistries } from './readRegistries';
import { RegistryApi } from './RegistryApi';

/** Collects the fact `kubernetes`. @public */
export const pavedRoadModuleKubernetes = createFactCollectorModule({
  moduleId: 'kubernetes',
  create({ config, logger }) {
    const { clusters, skipped } = readClusters(config);
    skipped.forEach(problem => logger.warn(problem));
    const registries = readRegistries(config).map(
      registry => [registry.host, new RegistryApi(registry, logger)] as const,
    );
    return [
      createKubernetesFact(
        clusters.map(cluster => new ClusterApi(cluster)),
        new Map(registries),
      ),
    ];
  },
});
