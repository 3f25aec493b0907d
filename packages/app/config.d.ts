export interface Config {
  portal?: {
    /**
     * Sign-in provider outside the demo, configured under `auth.providers`.
     * @visibility frontend
     */
    signIn?: 'github' | 'microsoft' | 'oidc';
  };
  pavedRoad?: {
    demo?: {
      /** People on the sign-in page of the demo. The first one signs in as guest. */
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
