import { z } from 'zod';
import { advisorOperations } from './advisorApi';
import { assessmentOperations } from './assessmentsApi';
import { badgeOperations } from './badgesApi';
import { campaignOperations } from './campaignsApi';
import { creationOperations } from './creationApi';
import { evaluationOperations } from './evaluationsApi';
import { inboxOperations } from './inboxApi';
import { MediaType, Operation } from './Operation';
import { orphanOperations } from './orphansApi';
import { ruleOperations } from './rulesApi';
import { scorecardOperations } from './scorecardsApi';
import { waiverOperations } from './waiversApi';

const contractOperations = {
  getOpenApi: {
    route: 'GET /openapi.json',
    summary: 'Get this document',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, Operation>;

/** A group of operations. @alpha */
export interface Capability {
  readonly title: string;
  readonly description: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** All operations of the REST API, in the order of the reference. @alpha */
export const capabilities: readonly Capability[] = [
  {
    title: 'Advisor',
    description: 'The decision model, and advice for a profile',
    operations: advisorOperations,
  },
  {
    title: 'Assessments',
    description:
      'Decisions on the architecture of an entity, and their life cycle',
    operations: assessmentOperations,
  },
  {
    title: 'Scorecards',
    description:
      'Levels and checks: of an entity, of the fleet, over time, and of a checkout',
    operations: scorecardOperations,
  },
  {
    title: 'Creation',
    description: 'What a template run would be refused',
    operations: creationOperations,
  },
  {
    title: 'Rules',
    description: 'Rule packs, and what others would change',
    operations: ruleOperations,
  },
  {
    title: 'Evaluations',
    description: 'Runs over the fleet',
    operations: evaluationOperations,
  },
  {
    title: 'Waivers',
    description: 'Temporary exceptions to checks',
    operations: waiverOperations,
  },
  {
    title: 'Inbox',
    description: 'What waits for the caller',
    operations: inboxOperations,
  },
  {
    title: 'Campaigns',
    description: 'Goals for a part of the fleet',
    operations: campaignOperations,
  },
  {
    title: 'Badges',
    description: 'The level of an entity, for its README',
    operations: badgeOperations,
  },
  {
    title: 'Orphans',
    description: 'Records of earlier entities whose names others have now',
    operations: orphanOperations,
  },
  {
    title: 'Contract',
    description: 'This document',
    operations: contractOperations,
  },
];

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

/** The operation with a name, typed as what it is. @alpha */
export function operationOf<Name extends OperationName>(
  name: Name,
): (typeof operations)[Name] {
  return operations[name];
}

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
