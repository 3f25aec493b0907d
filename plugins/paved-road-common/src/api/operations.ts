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
    title: 'Facts',
    description: 'What is known of entities beside the catalog',
    operations: factOperations,
  },
  {
    title: 'Measurements',
    description: 'Decisions held against what is measured',
    operations: measuredOperations,
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

type AdvisorOperations = typeof advisorOperations;
type AssessmentOperations = typeof assessmentOperations;
type ScorecardOperations = typeof scorecardOperations;
type FactOperations = typeof factOperations;
type MeasuredOperations = typeof measuredOperations;
type CreationOperations = typeof creationOperations;
type RuleOperations = typeof ruleOperations;
type EvaluationOperations = typeof evaluationOperations;
type WaiverOperations = typeof waiverOperations;
type InboxOperations = typeof inboxOperations;
type CampaignOperations = typeof campaignOperations;
type BadgeOperations = typeof badgeOperations;
type OrphanOperations = typeof orphanOperations;
type ContractOperations = typeof contractOperations;

/* An interface, because the type that a compiler infers is longer than it writes down. */
interface AllOperations
  extends
    AdvisorOperations,
    AssessmentOperations,
    ScorecardOperations,
    FactOperations,
    MeasuredOperations,
    CreationOperations,
    RuleOperations,
    EvaluationOperations,
    WaiverOperations,
    InboxOperations,
    CampaignOperations,
    BadgeOperations,
    OrphanOperations,
    ContractOperations {}

/** All operations of the REST API by their names, which are those of the client's methods. */
export const operations: AllOperations = {
  ...advisorOperations,
  ...assessmentOperations,
  ...scorecardOperations,
  ...factOperations,
  ...measuredOperations,
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

/** A method for each operation: what it is about, on which version it is based, and what is sent. */
export type Client = {
  [Name in OperationName]: (
    ...args: [
      ...Subject<AllOperations[Name]['route']>,
      ...Version<AllOperations[Name]>,
      ...Sent<AllOperations[Name]>,
    ]
  ) => Promise<Answer<AllOperations[Name]>>;
};
