export interface Config {
  pavedRoad?: {
    prometheus?: {
      /** Servers with the API of Prometheus. The first one is asked for entities that name none. */
      instances: Array<{
        /** As in the annotation `prometheus.io/service-name`. */
        name: string;
        /** Such as https://prometheus.example.com, with the path before `/api/v1` if there is one. */
        url: string;
        /**
         * Sent with each query.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
      /** Label whose values are the names of services. Default: service. */
      label?: string;
      /** What is asked, by the names that the numbers get in the fact. */
      queries: {
        [field: string]: {
          /** PromQL with `{{ services }}` for many services at once, or `{{ service }}` for one. */
          query: string;
          /** Of the number. Default: that of the measure. */
          unit?: string;
          /** Measure of the advisor. Default: the one with the name of the field, if there is one. */
          measure?: string;
        };
      };
      /** Entities that are asked for. Default: those with the annotation `paved-road.io/prometheus-service`. */
      filter?: object;
      /** Availability that services aim at, as a share, such as 0.995; the annotation `paved-road.io/slo-objective` goes first. */
      objective?: number;
      /** Whether annotations `prometheus.paved-road.io/<field>` of entities may have queries of their own. Default: false. */
      annotationQueries?: boolean;
      /** Days of history that are read once for each entity, 0 to 400. Default: 180. */
      historyDays?: number;
    };
  };
}
