export interface Config {
  pavedRoad?: {
    gitlab?: {
      /** Share of the limits of a token to leave for others, 0 to 0.9. Default: 0.1. */
      reserve?: number;
    };
    /** Definitions of the fact `delivery`. */
    delivery?: {
      /** Names of production environments. Default: production. */
      environments?: string[];
      /** Whether releases count as deployments in projects without deployments. Default: false. */
      releases?: boolean;
    };
  };
}
