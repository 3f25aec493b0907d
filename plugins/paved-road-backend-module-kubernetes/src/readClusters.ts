import { Config } from '@backstage/config';

/** A cluster whose API server is asked. */
export interface Cluster {
  name: string;
  /** Of the API server, without a slash at its end. */
  url: string;
  token: string;
}

/**
 * The clusters in the config of the Kubernetes plugin of Backstage that have a token of a service account.
 *
 * @returns also what is not read, for the log
 */
export function readClusters(config: Config): {
  clusters: Cluster[];
  skipped: string[];
} {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const clusters: Cluster[] = [];
  const skipped: string[] = [];
  for (const method of methods) {
    const type = method.getString('type');
    if (type !== 'config') {
      skipped.push(
        `The fact kubernetes has no clusters of the locator ${type}: name them in one of type config`,
      );
    }
    for (const cluster of method.getOptionalConfigArray('clusters') ?? []) {
      const name = cluster.getString('name');
      const token = cluster.getOptionalString('serviceAccountToken');
      const authority = ['caData', 'caFile', 'skipTLSVerify'].find(key =>
        cluster.has(key),
      );
      if (!token) {
        skipped.push(
          `The fact kubernetes has no cluster ${name}: give it a serviceAccountToken`,
        );
        continue;
      }
      if (authority) {
        skipped.push(
          `${authority} of the cluster ${name} is not read for the fact kubernetes: set NODE_EXTRA_CA_CERTS to its certificate authority`,
        );
      }
      clusters.push({
        name,
        token,
        url: cluster.getString('url').replace(/\/+$/, ''),
      });
    }
  }
  return { clusters, skipped };
}
