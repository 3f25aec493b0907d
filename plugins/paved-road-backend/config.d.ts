import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

/*
 * Without types beside `Config`: Red Hat Developer Hub, which takes over its schema alone, refuses them.
 */
export interface Config {
  pavedRoad?: {
    /**
     * What is changed in the decision model and added to it. The backend does not start with an
     * invalid one. See docs/reference/model-extension.md.
     */
    model?: {
      /**
       * YAML file with the keys below, relative to the working directory of the backend; in place of
       * all of them.
       */
      file?: string;
      /** Id of the platform where functions run while nobody chooses one. Default: aws-lambda. */
      platform?: string;
      /** Weights of built-in criteria by id, 0 to 5. */
      weights?: { [criterion: string]: number };
      /** What asks for a built-in criterion, by id: how the answers of a profile ask for it. */
      demand?: {
        [criterion: string]: {
          /** How several answers come together. */
          combine: 'mean' | 'max';
          terms: Array<{
            /** A question, such as `growth.users`, or `custom.<name>` for one of `questions`. */
            path: string;
            /** For a choice or a scale: what each answer asks for, 1 to 5. */
            choices?: { [answer: string]: number };
            /** For a number or a scale: pairs of a value and what it asks for, 1 to 5; values rise. */
            points?: Array<number[]>;
            /** Whether points are spaced by the logarithm of the value. */
            scale?: 'log';
          }>;
        };
      };
      /** Ratings of built-in criteria, by id and pattern. */
      ratings?: {
        [criterion: string]: {
          /** A rating is 1 to 5, and why in one line. */
          monolith?: { value: number; reason: string };
          microservices?: { value: number; reason: string };
          serverless?: { value: number; reason: string };
        };
      };
      fitRatings?: {
        /** By how the model is called: `in-app`, `api` or `event`. */
        'invocation-fit'?: {
          [invocation: string]: {
            monolith?: { value: number; reason: string };
            microservices?: { value: number; reason: string };
            serverless?: { value: number; reason: string };
          };
        };
        /** By stage: `mvp`, `small`, `scale-up` or `enterprise`. */
        'stage-fit'?: {
          [stage: string]: {
            monolith?: { value: number; reason: string };
            microservices?: { value: number; reason: string };
            serverless?: { value: number; reason: string };
          };
        };
      };
      /** Criteria beside the built-in ones. */
      criteria?: Array<{
        id: string;
        title: string;
        /** What is compared, and what 5 means. */
        meaning: string;
        /** 0 to 5. */
        weight: number;
        demand: {
          combine: 'mean' | 'max';
          terms: Array<{
            path: string;
            choices?: { [answer: string]: number };
            points?: Array<number[]>;
            scale?: 'log';
          }>;
        };
        ratings: {
          monolith?: { value: number; reason: string };
          microservices?: { value: number; reason: string };
          serverless?: { value: number; reason: string };
        };
      }>;
      /** Questions after the built-in ones. */
      questions?: Array<{
        /** Letters and digits; the answer is `custom.<name>`. */
        name: string;
        step: 'team' | 'product' | 'workload' | 'growth';
        title: string;
        help: string;
        /** Whether nothing is missing while it stays open. */
        optional?: true;
        answer: {
          kind: 'choice' | 'scale' | 'number';
          /** Of a choice: 2 to 20. */
          options?: Array<{ value: string; label: string }>;
          /** Of a scale: five, 1 first. */
          labels?: string[];
          /** Of a number. */
          unit?: string;
          min?: number;
          max?: number;
          /** Of a number: the least and the most that is usual. */
          usual?: number[];
          /** Of a number: a sensible step of the input. */
          step?: number;
          /** Of a number: whether only whole ones are allowed. Default: false. */
          integer?: boolean;
        };
      }>;
      /** Prices, limits and working assumptions by id: the value, or the value and its source. */
      assumptions?: {
        [assumption: string]: number | { value: number; source: string };
      };
      /** Limits of platforms by id. */
      platforms?: {
        [platform: string]: {
          limits: {
            /** Largest model, in GB. */
            modelGb?: number;
            /** Largest memory of one instance, in GB. */
            memoryGb?: number;
            /** Longest run of one request, in seconds. */
            seconds?: number;
            accelerators?: Array<'gpu' | 'tpu'>;
          };
          /** Where the limits are published. */
          source: string;
        };
      };
      /** Language models: own prices, and whose may be asked. See docs/guides/adapt-the-model.md. */
      languageModels?: {
        /** Providers that may be asked. Default: all. */
        allowedProviders?: string[];
        /** Named where the advice says that a gateway is due. */
        gateway?: { name: string; url?: string };
        /** Models in place of built-in ones of the same provider and name, or beside them. USD per million tokens. */
        models?: Array<{
          provider: string;
          model: string;
          quality: 'small' | 'mid' | 'frontier';
          inputPerMtok: number;
          outputPerMtok: number;
          cacheReadPerMtok?: number;
          /** Kept beside the others; writing to a cache is not part of the cost. */
          cacheWritePerMtok?: number;
          /** Tokens of input and output that one call may have. */
          contextWindow?: number;
          /** Prices of the whole call once its input is this long. */
          longContext?: {
            fromInputTokens: number;
            inputPerMtok: number;
            outputPerMtok?: number;
            cacheReadPerMtok?: number;
          };
          /** Share of the price that is left where nobody waits, up to 1. */
          batchFactor?: number;
          /** Whether an endpoint keeps prompts in a region. */
          regional: boolean;
          url?: string;
        }>;
      };
      /** Policies: which pattern or placement is not eligible, and when. */
      filters?: Array<{
        id: string;
        /** What is ruled out: either a pattern or a placement. */
        pattern?: 'monolith' | 'microservices' | 'serverless';
        placement?: 'hosted-api' | 'own-gpu' | 'serverless-gpu' | 'cpu';
        /** All must hold; without conditions the filter always applies. */
        when?: Array<{
          path: string;
          is?: Array<string | number>;
          above?: number;
          below?: number;
        }>;
        /** The policy in one sentence. */
        text: string;
        /** Where the policy is written down. */
        source: string;
        liftedBy?: string[];
      }>;
      /** Risks of the organisation, beside the built-in ones. */
      risks?: Array<{
        id: string;
        title: string;
        severity: 'low' | 'medium' | 'high';
        /** A condition as of `filters`, or `all`, `any` or `not` with conditions in it. */
        when: { [part: string]: unknown };
        mitigations?: string[];
      }>;
    };
    /**
     * When the catalog is read again, to follow entities that come, change and go and to evaluate
     * their scorecards. It is also read at each start. Default: every 10 minutes, for at most 5.
     */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    /**
     * Who gets a notification when an assessment is submitted or a waiver is requested: references of groups and users,
     * such as `group:default/architects`. The notification names the service, also one that the permission policy
     * hides from some of them. Who may review is for the policy to decide. Default: nobody.
     */
    reviewers?: string[];
    assessments?: {
      /**
       * After how many days an approved assessment is stale and asks for a review: a whole number,
       * at least 1. Default: 180.
       */
      reviewAfterDays?: number;
    };
    summaries?: {
      /**
       * When owners are told what is new about their services: levels that fell, waivers, deadlines of campaigns
       * and stale assessments, all of it in one notification. Nobody gets another one within 20 hours.
       * Default: once a day.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** How long before a waiver ends its owner is told: at least a day. Default: 7 days. */
      waiverExpiryBefore?: HumanDuration | string;
    };
    badges?: {
      /**
       * Whether the level of a service can be shown as an image in its README. Whoever has the URL of a badge sees the
       * level without signing in; the URL cannot be guessed. Default: false.
       */
      enabled?: boolean;
      /**
       * What the URLs of badges are signed with, at least 32 characters; with another one they are void. Default:
       * one that is made once and kept in the database.
       * @visibility secret
       */
      secret?: string;
    };
    waivers?: {
      /**
       * The longest time from now for which a check can be waived, and a waiver renewed: at least a day. Default: 90
       * days.
       */
      maxDuration?: HumanDuration | string;
    };
    facts?: {
      /** By id of the collector, such as `repository`. */
      collectors?: {
        [collector: string]: {
          /** Whether it collects. Rules that read its facts stay valid; the facts are unknown. Default: true. */
          enabled?: boolean;
          /** For how long a value counts as fresh: from 1 minute to 30 days. Default: as the collector says. */
          freshness?: HumanDuration | string;
          /** After how long a call is given up: at most 10 minutes. Default: as the collector says. */
          timeout?: HumanDuration | string;
          /**
           * How long a known value outlives its failing source, from the first failure in a row: at most 30 days, and 0
           * for not at all. Default: as the collector says, or 24 hours.
           */
          grace?: HumanDuration | string;
        };
      };
      /** How long the numbers of facts are kept, by whole months: at least a day. Default: 400 days. */
      historyRetention?: HumanDuration | string;
      /** Facts that are read from other systems over HTTP, without code. See docs/guides/collect-facts.md. */
      http?: Array<{
        /** Under `facts` in expressions: a letter, then letters and digits. */
        name: string;
        /** For pages, such as Incidents. */
        title: string;
        /** What it says and from where, in one sentence. */
        description: string;
        /**
         * What is asked, with expressions over `entity` and `now` between double braces, such as
         * `https://pager.example.com/services/{{ annotation(entity, 'acme.com/pager') }}`. Their values are encoded.
         */
        url: string;
        /** Default: POST with a body, GET otherwise. */
        method?: 'GET' | 'POST';
        /**
         * Texts by the names of headers, with expressions as in the URL. They go to the origin of the URL alone.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** Sent as JSON, with expressions in its texts. */
        body?: { [field: string]: any } | any[];
        /**
         * Hosts that may be asked, also where one redirects to: `api.example.com`, `api.example.com:8443` or
         * `*.example.com`. Default: the host of the URL.
         */
        allowedHosts?: string[];
        /** Entities that have it: a filter predicate of the catalog. Default: all that have a scorecard. */
        filter?: { [path: string]: any };
        /** An expression over `response`, `entity`, `now` and, with paging, `items`. */
        value: string;
        /** For answers of several pages. */
        paging?: {
          /** An expression for the URL of the next page; an empty text or null after the last one. */
          next: string;
          /** An expression for the list of a page; `items` has those of all. */
          items: string;
          /** The most pages, at most 100; with more, the fact is unknown. Default: 10. */
          maxPages?: number;
        };
        /** JSON schema of the value. Rules are checked against it, and values that do not match it are refused. */
        schema: { [keyword: string]: any };
        /** For how long a value counts as fresh: from 1 minute to 30 days. */
        freshness: HumanDuration | string;
        /** After how long all requests for one entity are given up: at most 10 minutes. Default: 30 seconds. */
        timeout?: HumanDuration | string;
        /** How long a known value outlives a failing source. Default: 24 hours. */
        grace?: HumanDuration | string;
        /** Of the calls of one cost, 32 (low), 8 (medium) or 2 (high) run at the same time. Default: medium. */
        cost?: 'low' | 'medium' | 'high';
        /** Measures of the advisor in the value, by their names, such as `requestsPerMonth`. */
        measurements?: {
          [measure: string]: {
            /** Path of the number in the value, such as `latency.p95`. Default: the value itself. */
            field?: string;
            /** Unit of the number. Default: that of the measure. */
            unit?: string;
          };
        };
      }>;
      /** Facts that pipelines and tools push, through REST or the command line. See docs/guides/push-facts.md. */
      pushed?: Array<{
        /** Under `facts` in expressions: a letter, then letters and digits. */
        name: string;
        /** For pages, such as Test coverage. */
        title: string;
        /** What it says and who pushes it, in one sentence. */
        description: string;
        /**
         * JSON schema of the value. Rules are checked against it, and values that do not match it are refused. Objects
         * have no other properties, unless `additionalProperties` says so.
         */
        schema: { [keyword: string]: any };
        /**
         * How long a value counts at most, from 1 minute. A push may expire earlier, but not later. Default: it does not
         * expire.
         */
        expiresAfter?: HumanDuration | string;
        /**
         * Only services, such as a pipeline with a static token, may push it. Default: everyone the permission policy
         * allows.
         */
        pushers?: 'services';
        /** Entities it may be pushed for: a filter predicate of the catalog. Default: all. */
        filter?: { [path: string]: any };
        /** Measures of the advisor in the value, by their names, such as `requestsPerMonth`. */
        measurements?: {
          [measure: string]: {
            /** Path of the number in the value, such as `latency.p95`. Default: the value itself. */
            field?: string;
            /** Unit of the number. Default: that of the measure. */
            unit?: string;
          };
        };
      }>;
      /** What the collector `repository` reads, and how much of it. */
      repository?: {
        /** Folders on this machine that repositories are read from. Default: none. */
        folders?: Array<{
          /** Relative to the working directory of the backend. */
          path: string;
          /** What starts with this URL is read from the folder. Without it, only `file:` locations are. */
          url?: string;
        }>;
        /**
         * Names of folders that are not looked into. Default: .git, .venv, __pycache__, build, dist,
         * node_modules, target, vendor.
         */
        skip?: string[];
        /** Whole numbers, at least 1. */
        limits?: {
          /** Files of a repository, at most 10000; one with more is unknown. Default: 5000. */
          files?: number;
          /** Folders in each other, at most 100; what is deeper is left out. Default: 20. */
          depth?: number;
          /** Bytes of a probed file, at most 1000000; a larger one has a problem. Default: 256000. */
          fileBytes?: number;
          /** Bytes of all probed files, at most 1000000; what is beyond has a problem. Default: 512000. */
          probedBytes?: number;
        };
      };
    };
    gate?: {
      /**
       * How old a stored fact may be for a verdict: at least a minute. It counts longer while it is fresh, as its
       * collector says, or until it expires, as whoever pushed it said. Default: 24 hours.
       */
      maxFactAge?: HumanDuration | string;
    };
    /**
     * Where measures of the advisor stand in facts, in place of what collectors and pushed facts say themselves, and when
     * decisions are held against them. `field` is the path of the number in the fact, such as `latency.p95`; `unit` is
     * that of the number. See docs/reference/measurements.md.
     */
    measurements?: {
      requestsPerMonth?: { fact: string; field?: string; unit?: string };
      inferenceTime?: { fact: string; field?: string; unit?: string };
      memory?: { fact: string; field?: string; unit?: string };
      modelSize?: { fact: string; field?: string; unit?: string };
      dataPerRequest?: { fact: string; field?: string; unit?: string };
      people?: { fact: string; field?: string; unit?: string };
      teams?: { fact: string; field?: string; unit?: string };
      inputTokens?: { fact: string; field?: string; unit?: string };
      outputTokens?: { fact: string; field?: string; unit?: string };
      callsPerTask?: { fact: string; field?: string; unit?: string };
      reusedPrefix?: { fact: string; field?: string; unit?: string };
      costPerMonth?: { fact: string; field?: string; unit?: string };
      latencyP50?: { fact: string; field?: string; unit?: string };
      latencyP95?: { fact: string; field?: string; unit?: string };
      latencyP99?: { fact: string; field?: string; unit?: string };
      errorRate?: { fact: string; field?: string; unit?: string };
      coldStarts?: { fact: string; field?: string; unit?: string };
      backgroundCpu?: { fact: string; field?: string; unit?: string };
      eventSources?: { fact: string; field?: string; unit?: string };
      models?: { fact: string; field?: string; unit?: string };
      departmentalModels?: { fact: string; field?: string; unit?: string };
      tokensPerDay?: { fact: string; field?: string; unit?: string };
      tokensPerMinuteAtPeak?: { fact: string; field?: string; unit?: string };
      idleGpu?: { fact: string; field?: string; unit?: string };
      containerOn?: { fact: string; field?: string; unit?: string };
      /** Own questions with a number, by their names. */
      custom?: {
        [question: string]: { fact: string; field?: string; unit?: string };
      };
      /** Where a list of the names of what is deployed of an entity stands, such as images. Default: nowhere. */
      deployables?: { fact: string; field?: string };
      /** Where a list of references of the entities that an entity was seen to call stands. Default: nowhere. */
      calls?: { fact: string; field?: string };
      /**
       * After how many days with another answer a decision is stale, and owners and reviewers are told: a whole number
       * from 1 to 365. Default: 7.
       */
      staleAfterDays?: number;
      /** When approved assessments are held against what is measured. Default: every minute. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
    scorecards?: {
      /**
       * Which entities are AI services: a filter predicate of the catalog, such as
       * `{ kind: Component, metadata.tags: { $contains: ai } }`. Rule packs without a filter of their own select them,
       * as the default pack does, and their pages have the tabs and the card of Paved Road. Default: Components of the
       * types ai-service, ai-function and ai-pipeline. See docs/guides/stay.md.
       */
      filter?: { [path: string]: any };
      /**
       * Which entities beside AI services have the Scorecard tab, such as `{ kind: API }`; the front end reads it.
       * Rule packs say which have a scorecard.
       */
      tabFilter?: { [path: string]: any };
      /**
       * Rule packs, in place of the default one: `default` for that one, `language-models` and `apis-and-models` for the others that
       * come with the plugin, paths of YAML files, relative to the working directory of the backend, http or https
       * URLs that a URL reader of the backend may read, or packs themselves. The backend does not start with an
       * invalid one, except at a URL.
       * See docs/guides/stay.md.
       */
      rulePacks?: Array<
        | string
        | {
            /** `default`, `language-models`, `apis-and-models`, a path or a URL. */
            source: string;
            /** Which entities the pack selects, in place of its own filter. */
            filter?: { [path: string]: any };
            /** What is other than in the pack, by id of the check. */
            overrides?: {
              [checkId: string]:
                | 'off'
                | {
                    /** Id of the level that requires the check. */
                    level?: string;
                    /** Share in the score, 0 to 100. */
                    weight?: number;
                    /** Of the entities that the check applies to, those it stays for. */
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
      /**
       * When files and URLs of rule packs are read again. Default: every 5 minutes.
       */
      rulePacksSchedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * Id of the level from which on an entity counts as on the road; one of the levels of the rule
       * packs. Default: silver.
       */
      targetLevel?: string;
      /**
       * For how long changes of scorecards, also of entities that are gone, and runs over the fleet are
       * kept: at least a day. Default: 365 days.
       */
      historyRetention?: HumanDuration | string;
    };
  };
}
