export interface Config {
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
