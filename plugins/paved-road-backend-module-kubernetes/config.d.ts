export interface Config {
  /** Config of the Kubernetes plugin of Backstage. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** Only `config` is read. */
      type: string;
      clusters?: Array<{
        name: string;
        /** URL of the API server. */
        url: string;
        /** Only `serviceAccount` is read. */
        authProvider?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /**
         * Certificate authority of the API server, PEM in base64.
         *
         * @visibility secret
         */
        caData?: string;
        /**
         * Path of a PEM file with the certificate authority. Overrides `caData`.
         *
         * @visibility secret
         */
        caFile?: string;
        /** Whether to skip certificate validation. Default: false. */
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
  pavedRoad?: {
    kubernetes?: {
      /** Registries for comparing running images with their tags. Default: none. */
      registries?: Array<{
        /** Host in image names, such as registry.example.com:5000 or docker.io. */
        host: string;
        /** URL of the API. Default: https with the host. */
        url?: string;
        /** Host that issues tokens, such as gitlab.com. Default: the host of the URL; auth.docker.io for docker.io. */
        tokenHost?: string;
        /** Default: anonymous access. */
        username?: string;
        /** @visibility secret */
        password?: string;
      }>;
    };
  };
}
