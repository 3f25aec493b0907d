import { Entity } from '@backstage/catalog-model';
import { parseRulePack } from '../parseRulePack';
import { RulePackCheck } from '../rulePack';
import { compileRules } from '../rules';
import { AssessmentFacts, Subject } from '../subject';

/** A check in YAML flow style; JSON is YAML. */
export function createCheck(
  overrides: Partial<Omit<RulePackCheck, 'evidence'>> & {
    evidence?: { name: string; expression: string }[];
  } = {},
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

/** The rules of a pack with these checks. */
export function createRules(checks: object[]) {
  return compileRules([parseRulePack(createPack(checks), 'rules.yaml')]);
}

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
