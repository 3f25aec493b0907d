/* The same config as the SonarQube plugin of Backstage. */
export interface Config {
  sonarqube?: {
    /** Default: https://sonarcloud.io. */
    baseUrl?: string;
    /**
     * A token that may browse the projects.
     *
     * @visibility secret
     */
    apiKey?: string;
    /** How the token is sent. Default: Basic. */
    tokenKind?: 'Bearer' | 'Basic';
    /** Named instances, in addition to the one above or instead of it. The name `default` means the one above. */
    instances?: Array<{
      name: string;
      baseUrl: string;
      /** @visibility secret */
      apiKey: string;
      tokenKind?: 'Bearer' | 'Basic';
    }>;
  };
}
