export interface Config {
  search?: {
    collators?: {
      /** Search in Paved Road. */
      pavedRoad?: {
        /** Schedule for indexing decisions and checks. Default: every 10 minutes, for at most 15. */
        schedule?: {
          /** A duration, or `cron` with an expression. */
          frequency: { [unit: string]: number | string } | string;
          timeout: { [unit: string]: number } | string;
          initialDelay?: { [unit: string]: number } | string;
          scope?: 'global' | 'local';
        };
        /**
         * Path of the Architecture tab of an entity. Default:
         * /catalog/:namespace/:kind/:name/architecture.
         */
        entityLocation?: string;
        /** Path of a check on the Paved Road page. Default: /paved-road/rules?check=:check. */
        checkLocation?: string;
      };
    };
  };
}
