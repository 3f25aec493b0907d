/* The same config as the PagerDuty plugin of Backstage. */
export interface Config {
  pagerDuty?: {
    /** Default: https://api.pagerduty.com; https://api.eu.pagerduty.com for accounts in the EU. */
    apiBaseUrl?: string;
    /**
     * A token that may read services, incidents and on-calls.
     *
     * @visibility secret
     */
    apiToken?: string;
  };
}
