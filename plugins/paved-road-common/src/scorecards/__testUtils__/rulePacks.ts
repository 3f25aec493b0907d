import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { FactSchemas } from '../expressions/factTypes';
import { parseRulePack } from '../parseRulePack';
import { rulePackSchema } from '../rulePack';
import { compileRules } from '../rules';
import { AssessmentFacts, FactOutcome, Subject } from '../subject';

/** A check in YAML flow style; JSON is YAML. */
export function createCheck(
  overrides: Partial<
    z.input<typeof rulePackSchema>['spec']['checks'][number]
  > = {},
) {
  return {
    id: 'has-owner',
    title: 'Has an owner',
    description: 'Somebody answers for it.',
    track: 'ownership',
    level: 'bronze',
    expression: 'true',
    remediation: { text: 'Set spec.owner.' },
    ...overrides,
  };
}

/** The text of a rule pack. */
export function createPack(
  checks: object[],
  options: { metadata?: object; spec?: object } = {},
): string {
  return JSON.stringify(
    {
      apiVersion: 'paved-road.io/v1',
      kind: 'RulePack',
      metadata: {
        name: 'house-rules',
        title: 'House rules',
        version: '1.0.0',
        ...options.metadata,
      },
      spec: {
        filter: { kind: 'Component' },
        levels: [
          { id: 'bronze', title: 'Bronze' },
          { id: 'silver', title: 'Silver' },
          { id: 'gold', title: 'Gold' },
        ],
        tracks: [{ id: 'ownership', title: 'Ownership' }],
        checks,
        ...options.spec,
      },
    },
    undefined,
    2,
  );
}

/** The facts that the collectors of tests give. */
export const factSchemas: FactSchemas = {
  coverage: z.number(),
  report: z.object({
    lines: z.number(),
    text: z.string().optional(),
    ready: z.union([z.boolean(), z.string()]),
    labels: z.record(z.string(), z.string()),
  }),
  repository: z.object({
    files: z.array(z.string()),
    probes: z.record(
      z.string(),
      z.array(z.object({ path: z.string(), content: z.unknown().optional() })),
    ),
  }),
};

/** The rules of a pack with these checks. */
export function createRules(checks: object[], spec?: object) {
  return compileRules(
    [parseRulePack(createPack(checks, { spec }), 'rules.yaml')],
    factSchemas,
  );
}

/** A fact that is known. */
export const known = (value: unknown): FactOutcome => ({
  status: 'known',
  value,
});

/** A fact that is not known. */
export const unknown = (reason: string): FactOutcome => ({
  status: 'unknown',
  reason,
});

export const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'search',
    namespace: 'default',
    annotations: { 'paved-road.io/pattern': 'monolith' },
    links: [
      { url: 'https://example.com/runbook', type: 'runbook' },
      { url: 'https://example.com/chat' },
    ],
  },
  spec: { type: 'ai-service', lifecycle: 'production', owner: 'search' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/search' },
    { type: 'dependsOn', targetRef: 'resource:default/bert' },
  ],
};

export const assessment: AssessmentFacts = {
  id: '1',
  status: 'submitted',
  pattern: 'monolith',
  recommendedPattern: 'serverless',
  stage: 'mvp',
  modelVersion: '1.0.0',
  author: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T12:00:00.000Z',
  stale: [],
  highRisks: ['cold-start-exposure'],
};

/** What rules are evaluated on. */
export function createSubject(overrides: Partial<Subject> = {}): Subject {
  return {
    entity,
    relations: [],
    facts: {},
    waivers: [],
    now: new Date('2026-02-01T00:00:00.000Z'),
    ...overrides,
  };
}
