/*
 * Without types beside `Config`: Red Hat Developer Hub, which takes over its schema alone, refuses them. Names that the
 * back end checks at the start, such as measures and units of time, are no properties here, so that each setting is one.
 */
export interface Config {
  pavedRoad?: {
    /**
     * Changes of the decision model: the keys of a model extension, or the file that contains them. The back end
     * validates them at the start. See docs/reference/model-extension.md.
     */
    model?: {
      /** YAML file with the extension, relative to the working directory of the back end. Excludes other keys. */
      file?: string;
      [key: string]: any;
    };
    /**
     * When the catalog is read, to find added, changed and removed entities and to evaluate their scorecards. It is also
     * read at each start. Default: every 10 minutes, with a timeout of 5 minutes.
     */
    schedule?: {
      /** A duration, or `cron` with an expression. */
      frequency: { [unit: string]: number | string } | string;
      timeout: { [unit: string]: number } | string;
      initialDelay?: { [unit: string]: number } | string;
    };
    /**
     * Groups and users to notify when an assessment is submitted or a waiver is requested, such as
     * `group:default/architects`. The notification names the service, even if the permission policy hides it from some
     * of them. The policy decides who may review. Default: nobody.
     */
    reviewers?: string[];
    reviews?: {
      /**
       * Days after which reviewers are reminded of a waiting assessment or waiver, and after which again: a whole number;
       * 0 for never. Default: 7.
       */
      remindAfterDays?: number;
    };
    assessments?: {
      /** Days after which an approved assessment is stale: a whole number, at least 1. Default: 180. */
      reviewAfterDays?: number;
    };
    /**
     * What the fleet should reach, drawn on the level bar of the overview. Default: the goal of a running campaign for
     * the whole fleet, if there is one.
     */
    target?: {
      /** Id of a level of the rule packs, such as `silver`. */
      level: string;
      /** Share of the services at this level or above: above 0, at most 1. */
      share: number;
      /** The last day, ISO 8601, such as 2027-06-30. */
      by: string;
    };
    summaries?: {
      /**
       * When owners get a summary of their services in one notification: lower levels, waivers, deadlines of campaigns
       * and stale assessments. At most one in 20 hours. Default: once a day.
       */
      schedule?: {
        /** A duration, or `cron` with an expression. */
        frequency: { [unit: string]: number | string } | string;
        timeout: { [unit: string]: number } | string;
        initialDelay?: { [unit: string]: number } | string;
      };
      /** How long before the end of a waiver its owner is notified: at least a day. Default: 7 days. */
      waiverExpiryBefore?: { [unit: string]: number } | string;
    };
    badges?: {
      /**
       * Whether badges show the level of a service in its README. Everyone with the URL of a badge sees the level without
       * signing in; the URL cannot be guessed. Default: false.
       */
      enabled?: boolean;
      /**
       * Secret that signs the URLs of badges, at least 32 characters. A new secret invalidates them. Default: a random
       * one in the database.
       * @visibility secret
       */
      secret?: string;
    };
    waivers?: {
      /** The longest duration of a waiver and of a renewal: at least a day. Default: 90 days. */
      maxDuration?: { [unit: string]: number } | string;
    };
    facts?: {
      /** By id of the collector, such as `repository`. */
      collectors?: {
        [collector: string]: {
          /** Whether it collects. Otherwise its facts are unknown, and rules that read them stay valid. Default: true. */
          enabled?: boolean;
          /** How long a value is fresh: from 1 minute to 30 days. Default: set by the collector. */
          freshness?: { [unit: string]: number } | string;
          /** Timeout of a call: at most 10 minutes. Default: set by the collector. */
          timeout?: { [unit: string]: number } | string;
          /**
           * How long a known value holds while its source fails, from the first failure in a row: at most 30 days; 0
           * disables it. Default: set by the collector, or 24 hours.
           */
          grace?: { [unit: string]: number } | string;
        };
      };
      /**
       * How long the history of numeric facts is kept, by whole months: at least a day, and 31 days longer than the range
       * of any measure. Default: 400 days.
       */
      historyRetention?: { [unit: string]: number } | string;
      /** Facts to read from other systems over HTTP. See docs/guides/collect-facts.md. */
      http?: Array<{
        /** Under `facts` in expressions: a letter, then letters and digits. */
        name: string;
        /** For pages, such as Incidents. */
        title: string;
        /** Meaning and source, in one sentence. */
        description: string;
        /**
         * URL with expressions over `entity` and `now` in double braces, whose values are encoded, such as
         * `https://pager.example.com/services/{{ annotation(entity, 'acme.com/pager') }}`. `plugin://` and the id of a backend
         * plugin lead to the API of that plugin, with a token of this one.
         */
        url: string;
        /** Default: POST with a body, GET otherwise. */
        method?: 'GET' | 'POST';
        /**
         * Values by header, with expressions as in the URL. Sent only to the origin of the URL.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** JSON body, with expressions in its texts. */
        body?: { [field: string]: any } | any[];
        /**
         * Allowed hosts, including redirects: `api.example.com`, `api.example.com:8443` or `*.example.com`. Default: the
         * host of the URL.
         */
        allowedHosts?: string[];
        /** Entities with the fact: a filter predicate of the catalog. Default: all with a scorecard. */
        filter?: { [path: string]: any };
        /** An expression over `response`, `entity`, `now` and, with paging, `items`. */
        value: string;
        /** For responses with several pages. */
        paging?: {
          /** An expression for the URL of the next page; an empty text or null after the last one. */
          next: string;
          /** An expression for the list of a page; `items` has the items of all pages. */
          items: string;
          /** Limit of pages, at most 100; with more pages, the fact is unknown. Default: 10. */
          maxPages?: number;
        };
        /** JSON schema that validates values, and the rules that read them. */
        schema: { [keyword: string]: any };
        /** How long a value is fresh: from 1 minute to 30 days. */
        freshness: { [unit: string]: number } | string;
        /** Timeout of all requests for one entity: at most 10 minutes. Default: 30 seconds. */
        timeout?: { [unit: string]: number } | string;
        /** How long a known value holds while its source fails. Default: 24 hours. */
        grace?: { [unit: string]: number } | string;
        /** Concurrent calls of one cost: 32 (low), 8 (medium) or 2 (high). Default: medium. */
        cost?: 'low' | 'medium' | 'high';
        /** Measures of the advisor in the value, by their names, such as `requestsPerMonth`. */
        measurements?: {
          [measure: string]: {
            /** Path of the number in the value, such as `latency.p95`. Default: the value itself. */
            field?: string;
            /** Unit of the number. Default: the unit of the measure. */
            unit?: string;
          };
        };
      }>;
      /** Facts that pipelines and tools push by REST or the command line. See docs/guides/push-facts.md. */
      pushed?: Array<{
        /** Under `facts` in expressions: a letter, then letters and digits. */
        name: string;
        /** For pages, such as Test coverage. */
        title: string;
        /** Meaning and who pushes it, in one sentence. */
        description: string;
        /**
         * JSON schema that validates values, and the rules that read them. Objects allow other properties only with
         * `additionalProperties`.
         */
        schema: { [keyword: string]: any };
        /**
         * How long a value counts at most, from 1 minute. A push may expire earlier, but not later. Default: it does not
         * expire.
         */
        expiresAfter?: { [unit: string]: number } | string;
        /**
         * Only services, such as a pipeline with a static token, may push it. Default: everyone the permission policy
         * allows.
         */
        pushers?: 'services';
        /** Entities with the fact: a filter predicate of the catalog. Default: all. */
        filter?: { [path: string]: any };
        /** Measures of the advisor in the value, by their names, such as `requestsPerMonth`. */
        measurements?: {
          [measure: string]: {
            /** Path of the number in the value, such as `latency.p95`. Default: the value itself. */
            field?: string;
            /** Unit of the number. Default: the unit of the measure. */
            unit?: string;
          };
        };
      }>;
      /** Sources and limits of the collector `repository`. */
      repository?: {
        /** Local folders with repositories. Default: none. */
        folders?: Array<{
          /** Relative to the working directory of the back end. */
          path: string;
          /** URLs with this prefix are read from the folder. Default: only `file:` locations. */
          url?: string;
        }>;
        /**
         * Names of folders to skip. Default: .git, .venv, __pycache__, build, dist, node_modules, target, vendor.
         */
        skip?: string[];
        /** Whole numbers, at least 1. */
        limits?: {
          /** Files of a repository, at most 10000; with more, it is unknown. Default: 5000. */
          files?: number;
          /** Depth of folders, at most 100; deeper ones are left out. Default: 20. */
          depth?: number;
          /** Bytes of a probed file, at most 1000000; a larger one is a problem. Default: 256000. */
          fileBytes?: number;
          /** Bytes of all probed files, at most 1000000; files beyond it are a problem. Default: 512000. */
          probedBytes?: number;
        };
      };
    };
    gate?: {
      /**
       * Maximum age of a stored fact for a verdict: at least a minute. Fresh collected facts and pushed facts before their
       * expiry count longer. Default: 24 hours.
       */
      maxFactAge?: { [unit: string]: number } | string;
    };
    /**
     * Facts with measures of the advisor, instead of the declarations of collectors and pushed facts, and the comparison
     * of decisions with them. `field` is the path of the number in the fact, such as `latency.p95`, and `unit` its unit.
     * See docs/reference/measurements.md.
     */
    measurements?: {
      /** By the name of the measure, such as `requestsPerMonth`. */
      [measure: string]:
        | { fact: string; field?: string; unit?: string }
        | {
            [question: string]: { fact: string; field?: string; unit?: string };
          }
        | number
        | undefined;
      /** Own numeric questions by name. */
      custom?: {
        [question: string]: { fact: string; field?: string; unit?: string };
      };
      /** Fact with a list of names of deployables, such as images. Default: none. */
      deployables?: { fact: string; field?: string };
      /** Fact with a list of references of entities that an entity calls. Default: none. */
      calls?: { fact: string; field?: string };
      /**
       * Days with a clear and different recommendation after which a decision no longer holds, and owners and reviewers
       * are notified: a whole number from 1 to 365. Default: 7.
       */
      staleAfterDays?: number;
    };
    scorecards?: {
      /**
       * AI services: a filter predicate of the catalog, such as
       * `{ kind: Component, metadata.tags: { $contains: ai } }`. Rule packs without a filter select them, such as the
       * default pack, and their pages have the tabs and the card of Paved Road. Default: Components of the types
       * ai-service, ai-function and ai-pipeline. See docs/guides/stay.md.
       */
      filter?: { [path: string]: any };
      /**
       * Entities with a Scorecard tab besides AI services, such as `{ kind: API }`, for the front end. Rule packs select
       * the entities with a scorecard.
       */
      tabFilter?: { [path: string]: any };
      /**
       * Rule packs: `default`, `language-models` and `apis-and-models` of the plugin; paths of YAML files, relative to the
       * working directory of the back end; http or https URLs that a URL reader of the back end may read; or packs
       * themselves. The back end does not start with an invalid pack, except at a URL. Default: `default`. See
       * docs/guides/stay.md.
       */
      rulePacks?: Array<
        | string
        | {
            /** `default`, `language-models`, `apis-and-models`, a path or a URL. */
            source: string;
            /** Replaces the filter of the pack. */
            filter?: { [path: string]: any };
            /** Changes by id of the check. */
            overrides?: {
              [checkId: string]:
                | 'off'
                | {
                    /** Id of the level that requires the check. */
                    level?: string;
                    /** Share in the score, 0 to 100. */
                    weight?: number;
                    /** Restricts the check to these entities. */
                    filter?: { [path: string]: any };
                  };
            };
          }
        | {
            apiVersion: string;
            kind: string;
            metadata: { [key: string]: any };
            spec: { [key: string]: any };
          }
      >;
      /** Id of the lowest level that is on the road; one of the levels of the rule packs. Default: silver. */
      targetLevel?: string;
      /**
       * Retention of runs over the fleet and of changes of scorecards, even of removed entities: at least a day. Default:
       * 365 days.
       */
      historyRetention?: { [unit: string]: number } | string;
    };
  };
}
