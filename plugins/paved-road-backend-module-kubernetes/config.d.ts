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
        /**
         * Certificate authority of the API server, PEM in base64.
         *
         * @visibility secret
         */
        caData?: string;
        /**
         * Path of a PEM file with it; goes before `caData`.
         *
         * @visibility secret
         */
        caFile?: string;
        /** Whether its certificate is trusted whoever issued it. Default: false. */
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
  pavedRoad?: {
    kubernetes?: {
      /** Registries that are asked whether what runs is what a tag stands for. Default: none. */
      registries?: Array<{
        /** As in the names of images, such as registry.example.com:5000, or docker.io. */
        host: string;
        /** Default: https with the host. */
        url?: string;
        /** Host that gives tokens, such as gitlab.com. Default: that of the URL; auth.docker.io for docker.io. */
        tokenHost?: string;
        /** Default: nobody is named. */
        username?: string;
        /** @visibility secret */
        password?: string;
      }>;
    };
  };
}
