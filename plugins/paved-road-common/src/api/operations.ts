import { z } from 'zod';
import { advisorOperations } from './advisorApi';
import { assessmentOperations } from './assessmentsApi';
import { badgeOperations } from './badgesApi';
import { campaignOperations } from './campaignsApi';
import { creationOperations } from './creationApi';
import { evaluationOperations } from './evaluationsApi';
import { factOperations } from './factsApi';
import { inboxOperations } from './inboxApi';
import { measuredOperations } from './measuredApi';
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

const describe = (
  title: string,
  description: string,
  group: Capability['operations'],
): Capability => ({ title, description, operations: group });

/** All operations of the REST API, in the order of the reference. @alpha */
export const capabilities: readonly Capability[] = [
  describe(
    'Advisor',
    'The decision model, and advice for a profile',
    advisorOperations,
  ),
  describe(
    'Assessments',
    'Decisions on the architecture of an entity, and their life cycle',
    assessmentOperations,
  ),
  describe(
    'Scorecards',
    'Levels and checks of an entity, the fleet and a checkout',
    scorecardOperations,
  ),
  describe('Facts', 'Facts of entities', factOperations),
  describe(
    'Measurements',
    'Decisions compared with measurements',
    measuredOperations,
  ),
  describe('Creation', 'Checks before a template runs', creationOperations),
  describe('Rules', 'Rule packs and previews', ruleOperations),
  describe('Evaluations', 'Runs over the fleet', evaluationOperations),
  describe('Waivers', 'Temporary exceptions to checks', waiverOperations),
  describe('Inbox', 'Open work of the caller', inboxOperations),
  describe(
    'Campaigns',
    'Campaigns: levels to reach by a date',
    campaignOperations,
  ),
  describe('Badges', 'Badges with the level of an entity', badgeOperations),
  describe(
    'Orphans',
    'Records of former entities whose names were reused',
    orphanOperations,
  ),
  describe('Contract', 'This document', contractOperations),
];

type AllOperations = typeof advisorOperations &
  typeof assessmentOperations &
  typeof scorecardOperations &
  typeof factOperations &
  typeof measuredOperations &
  typeof creationOperations &
  typeof ruleOperations &
  typeof evaluationOperations &
  typeof waiverOperations &
  typeof inboxOperations &
  typeof campaignOperations &
  typeof badgeOperations &
  typeof orphanOperations &
  typeof contractOperations;

/** All operations of the REST API, by the names of the client methods. */
export const operations: AllOperations = Object.assign(
  {},
  ...capabilities.map(capability => capability.operations),
);

/** @alpha */
export type OperationName = keyof typeof operations;

/** The operation with a name. @alpha */
export function getOperation<Name extends OperationName>(
  name: Name,
): AllOperations[Name] {
  return operations[name];
}

type Subject<Route> =
  Route extends `${string}/entities/:kind/:namespace/:name/facts/:fact${string}`
    ? [entityRef: string, fact: string]
    : Route extends `${string}/entities/:kind/:namespace/:name${string}`
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

/** A method for each operation. */
export type Client = {
  [Name in OperationName]: (
    ...args: [
      ...Subject<AllOperations[Name]['route']>,
      ...Version<AllOperations[Name]>,
      ...Sent<AllOperations[Name]>,
    ]
  ) => Promise<Answer<AllOperations[Name]>>;
};
