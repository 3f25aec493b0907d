import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { CollectionTag, ScalarTag } from 'yaml';
import { root } from './paths.js';

interface GetAtt {
  'Fn::GetAtt': string;
}

interface Sub {
  'Fn::Sub': string;
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: GetAtt | '*';
}

/** What tests read of the properties of resources; each type of resource has some of them. */
export interface Properties {
  AlarmActions: { 'Fn::If': unknown[] };
  AlarmDescription: string;
  Architectures: string[];
  AssumeRolePolicyDocument: { Statement: unknown[] };
  Auth: unknown;
  AutoPublishAlias: unknown;
  BatchSize: number;
  CodeUri: string;
  DashboardBody: Sub;
  DefaultRouteSettings: { ThrottlingRateLimit: unknown; ThrottlingBurstLimit: unknown };
  Dimensions: unknown;
  Environment: { Variables: Record<string, unknown> };
  Events: Record<string, { Properties: Properties }>;
  FunctionResponseTypes: string[];
  Handler: string;
  LoggingConfig: { LogGroup: { Ref: string } };
  ManagedPolicyArns: unknown;
  MaximumMessageSize: number;
  MessageRetentionPeriod: number;
  Method: string;
  MetricName: string;
  Namespace: string;
  Path: string;
  Policies: { PolicyDocument: { Statement: Statement[] } }[];
  ProvisionedConcurrencyConfig: unknown;
  Queue: unknown;
  QueueName: Sub;
  RedriveAllowPolicy: { redrivePermission: string; sourceQueueArns: Sub[] };
  RedrivePolicy: { deadLetterTargetArn: unknown; maxReceiveCount: number };
  ReservedConcurrentExecutions: unknown;
  RetentionInDays: unknown;
  Role: GetAtt;
  ScalingConfig: { MaximumConcurrency: unknown };
  SqsManagedSseEnabled: boolean;
  SSESpecification: { SSEEnabled: boolean };
  Threshold: number;
  TimeToLiveSpecification: unknown;
  Timeout: number;
  VisibilityTimeout: number;
}

export interface Template {
  Globals: { Function: Properties };
  Resources: Record<string, { Type: string; Properties: Properties }>;
}

/** Reads template.yaml, with `!Ref x` as `{Ref: x}` and `!GetAtt x` as `{'Fn::GetAtt': x}`. */
export async function readTemplate(): Promise<Template> {
  const text = await readFile(path.join(root, 'template.yaml'), 'utf8');
  const customTags = ['Ref', 'GetAtt', 'Sub', 'If', 'Not', 'Equals'].flatMap(createTags);
  return parse(text, { customTags }) as Template;
}

function createTags(name: string): [ScalarTag, CollectionTag] {
  const tag = `!${name}`;
  const key = name === 'Ref' ? name : `Fn::${name}`;
  return [
    { tag, resolve: value => ({ [key]: value }) },
    { tag, collection: 'seq', resolve: value => ({ [key]: value.toJSON() as unknown }) },
  ];
}
