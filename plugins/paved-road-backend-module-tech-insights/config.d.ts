export interface Config {
  techInsights?: {
    /** The retrievers that run, by the names under which they were added; others do not. */
    factRetrievers?: {
      [name: string]: {
        /** A cron expression. Facts count as fresh for the shortest time from one to the next, 1 minute to 30 days. */
        cadence: string;
        /** How long a run may take. Default: 5 minutes; 10 minutes at most. */
        timeout?: {
          hours?: number;
          minutes?: number;
          seconds?: number;
          milliseconds?: number;
        };
      };
    };
  };
}
