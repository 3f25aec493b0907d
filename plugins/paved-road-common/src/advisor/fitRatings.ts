import { Stage } from './ids';
import { Ratings } from './model';
import { Profile } from './profile';

type Answers = NonNullable<Profile['workload']>;

/** How the model is called. @public */
export type Invocation = NonNullable<Answers['invocation']>;

/** How requests arrive. @public */
export type Traffic = NonNullable<Answers['traffic']>;

/** State kept between requests. @public */
export type State = NonNullable<Answers['state']>;

/** Ratings by the answer to one question. @public */
export interface AnswerRatings {
  'invocation-fit': Readonly<Record<Invocation, Ratings>>;
  'traffic-fit': Readonly<Record<Traffic, Ratings>>;
  'state-fit': Readonly<Record<State, Ratings>>;
}

/** Ratings by the stage of the product. @public */
export type StageRatings = Readonly<Record<Stage, Ratings>>;

/** The question by whose answer a criterion is rated. @public */
export const ratedQuestions = {
  'invocation-fit': 'workload.invocation',
  'traffic-fit': 'workload.traffic',
  'state-fit': 'workload.state',
} as const satisfies Record<keyof AnswerRatings, string>;

/** How well each pattern suits the invocation, the traffic and the state of a workload, 1..5. @public */
export const answerRatings: AnswerRatings = {
  'invocation-fit': {
    'in-app': {
      monolith: {
        value: 5,
        reason: 'The caller and the model share a process.',
      },
      microservices: {
        value: 2,
        reason: 'An in-app call becomes a network call.',
      },
      serverless: {
        value: 2,
        reason: 'An in-app call becomes an invocation of a platform.',
      },
    },
    api: {
      monolith: {
        value: 3,
        reason: 'Other callers depend on releases of the whole application.',
      },
      microservices: {
        value: 5,
        reason: 'An API with its own releases and SLO.',
      },
      serverless: { value: 4, reason: 'A function behind an HTTP endpoint.' },
    },
    event: {
      monolith: {
        value: 2,
        reason:
          'Needs a consumer inside the application that competes for resources.',
      },
      microservices: {
        value: 3,
        reason: 'A consumer service that listens for events.',
      },
      serverless: {
        value: 5,
        reason: 'Events trigger functions natively.',
      },
    },
  },
  'traffic-fit': {
    steady: {
      monolith: {
        value: 5,
        reason: 'An always-on process is always used.',
      },
      microservices: {
        value: 5,
        reason: 'An always-on service is always used.',
      },
      serverless: {
        value: 2,
        reason: 'Pays an on-demand premium for constant load.',
      },
    },
    spiky: {
      monolith: {
        value: 2,
        reason: 'Scales as a whole, in minutes.',
      },
      microservices: {
        value: 3,
        reason: 'Inference scales independently, in about a minute.',
      },
      serverless: { value: 5, reason: 'Scales with a spike in seconds.' },
    },
    sporadic: {
      monolith: {
        value: 3,
        reason: 'One small process stays on between requests.',
      },
      microservices: {
        value: 2,
        reason: 'Several services stay on between requests.',
      },
      serverless: { value: 5, reason: 'Is off between requests.' },
    },
  },
  'state-fit': {
    stateless: {
      monolith: { value: 5, reason: 'Nothing to keep.' },
      microservices: { value: 5, reason: 'Nothing to keep.' },
      serverless: { value: 5, reason: 'Nothing to keep.' },
    },
    session: {
      monolith: { value: 5, reason: 'State stays in the process.' },
      microservices: {
        value: 4,
        reason: 'A service can hold state, with a cache or sticky sessions.',
      },
      serverless: {
        value: 1,
        reason: 'Functions are stateless; state is reloaded from a store.',
      },
    },
    streaming: {
      monolith: { value: 4, reason: 'Holds connections alongside other work.' },
      microservices: {
        value: 5,
        reason: 'A dedicated service holds the connections.',
      },
      serverless: {
        value: 1,
        reason:
          'A function is billed while a connection is open, and connections are short-lived.',
      },
    },
  },
};

/**
 * How well each pattern suits a stage, 1..5.
 *
 * @public
 */
export const stageRatings: StageRatings = {
  mvp: {
    monolith: {
      value: 5,
      reason: 'The fastest way to feedback while boundaries are unknown.',
    },
    microservices: {
      value: 1,
      reason: 'Draws boundaries before the product has found them.',
    },
    serverless: {
      value: 3,
      reason:
        'Quick to start, but a product spread over triggers is hard to change.',
    },
  },
  small: {
    monolith: { value: 5, reason: 'One small process to run.' },
    microservices: {
      value: 2,
      reason: 'A distributed system for a one-team product.',
    },
    serverless: { value: 5, reason: 'May start and stay serverless.' },
  },
  'scale-up': {
    monolith: {
      value: 2,
      reason: 'One deployable under scaling pressure, or with several teams.',
    },
    microservices: {
      value: 5,
      reason: 'The inference service is the first part worth extracting.',
    },
    serverless: {
      value: 3,
      reason: 'Suits side work; a busy core outgrows its limits.',
    },
  },
  enterprise: {
    monolith: {
      value: 1,
      reason: 'One release shared by many teams.',
    },
    microservices: {
      value: 5,
      reason: 'Core models as highly available services on a paved road.',
    },
    serverless: {
      value: 3,
      reason: 'Suits departmental models, not a core with an SLA.',
    },
  },
};
