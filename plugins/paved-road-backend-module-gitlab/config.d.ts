export interface Config {
  pavedRoad?: {
    gitlab?: {
      /** Share of the limits of a token that is left for others, 0 to 0.9. Default: 0.1. */
      reserve?: number;
    };
    /** What the fact `delivery` counts. */
    delivery?: {
      /** Environments of production, as deployments call them. Default: production. */
      environments?: string[];
      /** Whether releases count as deployments in projects without any to these environments. Default: false. */
      releases?: boolean;
    };
  };
}
