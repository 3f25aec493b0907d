/* As the SonarQube plugin of Backstage has it, so that a portal with it needs no more. */
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
    /** Instances by name, beside the one above or in place of it. One called `default` counts as the one above. */
    instances?: Array<{
      name: string;
      baseUrl: string;
      /** @visibility secret */
      apiKey: string;
      tokenKind?: 'Bearer' | 'Basic';
    }>;
  };
}
