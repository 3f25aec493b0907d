export interface Config {
  pavedRoad?: {
    prometheus?: {
      /** Servers with the API of Prometheus. The first one is the default of entities. */
      instances: Array<{
        /** Value of the annotation `prometheus.io/service-name`. */
        name: string;
        /** Such as https://prometheus.example.com, with the path before `/api/v1`, if any. */
        url: string;
        /**
         * Sent with each query.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
      /** The label with the name of the service. Default: service. */
      label?: string;
      /** Queries by the names of their numbers in the fact. */
      queries: {
        [field: string]: {
          /** PromQL with `{{ services }}` for many services at once, or `{{ service }}` for one. */
          query: string;
          /** Unit of the number. Default: the unit of the measure. */
          unit?: string;
          /** Measure of the advisor. Default: the measure with the name of the field, if any. */
          measure?: string;
          /** Days that the number covers, up to 300. Decisions ignore it until it has been measured for as long. Default: the longest range in the query. */
          days?: number;
        };
      };
      /** Entities with the fact. Default: entities with the annotation `paved-road.io/prometheus-service`. */
      filter?: object;
      /** Target for availability, as a share, such as 0.995. The annotation `paved-road.io/slo-objective` overrides it. */
      objective?: number;
      /** Whether annotations `prometheus.paved-road.io/<field>` may replace queries. Default: false. */
      annotationQueries?: boolean;
      /** Whether a service can belong to one entity only. Others that claim its name get no numbers. Default: false. */
      oneEntityPerService?: boolean;
      /** Days of history to read once for each entity, 0 to 400. Default: 180. */
      historyDays?: number;
    };
  };
}
