import { Stage } from './ids';
import { Ratings } from './model';
import { Profile } from './profile';

/** How the model is called. @public */
export type Invocation = NonNullable<
  NonNullable<Profile['workload']>['invocation']
>;

/** Ratings by how the model is called. @public */
export type InvocationRatings = Readonly<Record<Invocation, Ratings>>;

/** Ratings by the stage of the product. @public */
export type StageRatings = Readonly<Record<Stage, Ratings>>;

/**
 * How well each pattern suits the way in which the model is called, 1..5.
 *
 * @public
 */
export const invocationRatings: InvocationRatings = {
  'in-app': {
    monolith: { value: 5, reason: 'The caller and the model share a process.' },
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
      reason: 'Other callers depend on the release of the whole application.',
    },
    microservices: { value: 5, reason: 'An API with its own release and SLO.' },
    serverless: { value: 4, reason: 'A function behind an HTTP endpoint.' },
  },
  event: {
    monolith: {
      value: 2,
      reason: 'Needs a consumer inside the application that competes with it.',
    },
    microservices: {
      value: 3,
      reason: 'A consumer service that waits for events.',
    },
    serverless: { value: 5, reason: 'An event starts a function, natively.' },
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
      reason: 'The shortest way to feedback while boundaries are not known.',
    },
    microservices: {
      value: 1,
      reason: 'Draws boundaries before the product has found them.',
    },
    serverless: {
      value: 3,
      reason:
        'Quick to start, but a product spread over triggers is hard to turn.',
    },
  },
  small: {
    monolith: { value: 5, reason: 'One small thing to run.' },
    microservices: {
      value: 2,
      reason: 'A distributed system for what one team can hold.',
    },
    serverless: { value: 5, reason: 'May start and stay serverless.' },
  },
  'scale-up': {
    monolith: {
      value: 2,
      reason: 'Scaling pressure or several teams on one deployable.',
    },
    microservices: {
      value: 5,
      reason: 'The inference service is the first part worth extracting.',
    },
    serverless: {
      value: 3,
      reason: 'Suits side work; a core under load outgrows its limits.',
    },
  },
  enterprise: {
    monolith: {
      value: 1,
      reason: 'One release for many teams.',
    },
    microservices: {
      value: 5,
      reason: 'Core models as highly available services on a paved road.',
    },
    serverless: {
      value: 3,
      reason: 'Right for departmental models, not for a core with an SLA.',
    },
  },
};
