export interface Config {
  portal?: {
    /**
     * How people sign in outside the demo: with the provider of this name, configured under `auth.providers`.
     * @visibility frontend
     */
    signIn?: 'github' | 'microsoft' | 'oidc';
  };
  pavedRoad?: {
    demo?: {
      /** People whom the demo's sign-in page offers; the first one enters as guest. */
      people: Array<{
        /** @visibility frontend */
        entityRef: string;
        /** @visibility frontend */
        title: string;
        /** @visibility frontend */
        message: string;
      }>;
    };
  };
}
