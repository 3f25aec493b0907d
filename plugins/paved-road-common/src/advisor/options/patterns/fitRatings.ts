import { Stage } from '../../profile/ids';
import { rate, Ratings } from './criteria';
import { Profile } from '../../profile/profile';

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
    'in-app': rate(
      [5, 'The caller and the model share a process.'],
      [2, 'An in-app call becomes a network call.'],
      [2, 'An in-app call becomes an invocation of a platform.'],
    ),
    api: rate(
      [4, 'Other callers depend on releases of the whole application.'],
      [5, 'An API with its own releases and SLO.', 4],
      [4, 'A function behind an HTTP endpoint.'],
    ),
    event: rate(
      [
        2,
        'Needs a consumer inside the application that competes for resources.',
      ],
      [3, 'A consumer service that listens for events.'],
      [5, 'Events trigger functions natively.'],
    ),
  },
  'traffic-fit': {
    steady: rate(
      [5, 'An always-on process is always used.'],
      [5, 'An always-on service is always used.'],
      [2, 'Pays an on-demand premium for constant load.'],
    ),
    spiky: rate(
      [2, 'Scales as a whole, in minutes.'],
      [4, 'Inference scales independently, in about a minute.'],
      [5, 'Scales with a spike in seconds.'],
    ),
    sporadic: rate(
      [3, 'One small process stays on between requests.'],
      [2, 'Several services stay on between requests.'],
      [5, 'Scales to zero between requests.'],
    ),
  },
  'state-fit': {
    stateless: rate(
      [5, 'Nothing to keep.'],
      [5, 'Nothing to keep.'],
      [5, 'Nothing to keep.'],
    ),
    session: rate(
      [5, 'State stays in the process.'],
      [4, 'A service can hold state, with a cache or sticky sessions.'],
      [1, 'Functions are stateless; state is reloaded from a store.'],
    ),
    streaming: rate(
      [4, 'Holds connections alongside other work.'],
      [5, 'A dedicated service holds the connections.'],
      [
        1,
        'A function is billed while a connection is open, and connections are short-lived.',
      ],
    ),
  },
};

/** How well each pattern suits a stage, 1..5. @public */
export const stageRatings: StageRatings = {
  mvp: rate(
    [5, 'The fastest way to feedback while boundaries are unknown.'],
    [1, 'Draws boundaries before the product has found them.'],
    [
      3,
      'Quick to start, but a product spread over triggers is hard to change.',
    ],
  ),
  small: rate(
    [5, 'One small process to run.'],
    [2, 'A distributed system for a one-team product.'],
    [5, 'May start and stay serverless.'],
  ),
  'scale-up': rate(
    [2, 'One deployable under scaling pressure, or with several teams.'],
    [5, 'The inference service is the first part worth extracting.'],
    [3, 'Suits side work; a busy core outgrows its limits.'],
  ),
  enterprise: rate(
    [1, 'One release shared by many teams.'],
    [5, 'Core models as highly available services on a paved road.'],
    [3, 'Suits departmental models, not a core with an SLA.'],
  ),
};
