export interface Config {
  portal: {
    policy: {
      /** Groups that look after the whole portal and review decisions, as entity references. */
      platformGroups: string[];
      /** Groups whose members may only read, as entity references. */
      readOnlyGroups?: string[];
    };
  };
  pavedRoad?: {
    /** Turns the portal into the demo; refused unless NODE_ENV is development. */
    demo?: {
      /** People whom the sign-in page offers. */
      people: Array<{ entityRef: string; title: string; message: string }>;
      /** File with the example's assessments, relative to the working directory. */
      assessments: string;
      /** File with the example's waivers, relative to the working directory. */
      waivers: string;
      /** File with the example's campaigns, relative to the working directory. */
      campaigns: string;
      /** File with the levels that the example's services had before, relative to the working directory. */
      history: string;
      /** Where the metrics of the example come from: generated in the back end, or a Prometheus. Default: generated. */
      metrics?: 'generated' | 'prometheus';
      /** Services that are made up, beside those of the example. */
      fleet?: {
        /** Folder with the components that they are like, relative to the working directory. */
        examples: string;
        /** How many: 0 to 10000. Default: 0. */
        services?: number;
      };
      /** Folder that new repositories are written to, relative to the working directory. */
      repositories: string;
    };
  };
}
