import { z } from 'zod';
import { advisorOperations } from './advisorApi';
import { assessmentOperations } from './assessmentsApi';
import { badgeOperations } from './badgesApi';
import { campaignOperations } from './campaignsApi';
import { contractOperations } from './contractApi';
import { creationOperations } from './creationApi';
import { evaluationOperations } from './evaluationsApi';
import { inboxOperations } from './inboxApi';
import { MediaType } from './Operation';
import { orphanOperations } from './orphansApi';
import { ruleOperations } from './rulesApi';
import { scorecardOperations } from './scorecardsApi';
import { waiverOperations } from './waiversApi';

/** All operations of the REST API by capability, in the order of the reference. */
export const capabilities = {
  Advisor: advisorOperations,
  Assessments: assessmentOperations,
  Scorecards: scorecardOperations,
  Creation: creationOperations,
  Rules: ruleOperations,
  Evaluations: evaluationOperations,
  Waivers: waiverOperations,
  Inbox: inboxOperations,
  Campaigns: campaignOperations,
  Badges: badgeOperations,
  Orphans: orphanOperations,
  Contract: contractOperations,
} as const;

/** All operations of the REST API by their names, which are those of the client's methods. */
export const operations = {
  ...advisorOperations,
  ...assessmentOperations,
  ...scorecardOperations,
  ...creationOperations,
  ...ruleOperations,
  ...evaluationOperations,
  ...waiverOperations,
  ...inboxOperations,
  ...campaignOperations,
  ...badgeOperations,
  ...orphanOperations,
  ...contractOperations,
};

/** @alpha */
export type OperationName = keyof typeof operations;

type Subject<Route> =
  Route extends `${string}/entities/:kind/:namespace/:name${string}`
    ? [entityRef: string]
    : Route extends `${string}:${string}`
      ? [id: string]
      : [];

type Version<O> = O extends { ifMatch: string } ? [etag: string] : [];

type Sent<O> = O extends { body: infer Body extends z.ZodType }
  ? [body: z.input<Body>]
  : O extends { query: infer Query extends z.ZodType }
    ? Record<never, never> extends z.input<Query>
      ? [query?: z.input<Query>]
      : [query: z.input<Query>]
    : [];

type Answer<O> = O extends { answer: infer A }
  ? A extends z.ZodType
    ? z.output<A>
    : A extends 'text/csv'
      ? Blob
      : A extends MediaType
        ? string
        : never
  : void;

/** A method for each operation: what it is about, on which version it is based, and what is sent. */
export type Client = {
  [Name in OperationName]: (
    ...args: [
      ...Subject<(typeof operations)[Name]['route']>,
      ...Version<(typeof operations)[Name]>,
      ...Sent<(typeof operations)[Name]>,
    ]
  ) => Promise<Answer<(typeof operations)[Name]>>;
};
