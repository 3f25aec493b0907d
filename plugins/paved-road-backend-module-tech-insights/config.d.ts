export interface Config {
  techInsights?: {
    /** Retrievers to run, by their names. */
    factRetrievers?: {
      [name: string]: {
        /** Cron expression. Facts are fresh for the shortest interval, 1 minute to 30 days. */
        cadence: string;
        /** Time limit of a run. Default: 5 minutes, maximum: 10 minutes. */
        timeout?: { [unit: string]: number };
      };
    };
  };
}
