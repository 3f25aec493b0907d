export interface Config {
  /** That of the Kubernetes plugin of Backstage. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** Only `config` is read. */
      type: string;
      clusters?: Array<{
        name: string;
        /** Of the API server. */
        url: string;
        /** Only `serviceAccount` is read. */
        authProvider?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
      }>;
    }>;
  };
}
