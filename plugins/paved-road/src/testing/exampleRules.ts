import {
  ActiveRules,
  EvaluationRun,
} from '@paved-road/plugin-paved-road-common';
import { rulePackSchema } from '@paved-road/plugin-paved-road-common/schemas';

const pack = rulePackSchema.parse({
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: {
    name: 'ai-services',
    title: 'Paved road for AI services',
    version: '1.2.0',
    description: 'What an AI service needs.',
  },
  spec: {
    filter: {
      kind: 'Component',
      'spec.type': { $in: ['ai-service', 'service'] },
    },
    levels: [
      { id: 'bronze', title: 'Bronze' },
      { id: 'silver', title: 'Silver' },
    ],
    tracks: [
      { id: 'ownership', title: 'Ownership' },
      { id: 'delivery', title: 'Delivery' },
      { id: 'cost', title: 'Cost' },
    ],
    checks: [
      {
        id: 'owned',
        title: 'Owned by a team',
        description: 'People change teams.',
        track: 'ownership',
        level: 'bronze',
        weight: 2,
        expression: "relations.exists(r, r.type == 'ownedBy')",
        evidence: [{ name: 'Owner', expression: 'entity.spec.owner' }],
        remediation: {
          text: 'Set spec.owner.',
          link: {
            title: 'Who can own something',
            url: 'https://docs.example.com/owners',
          },
        },
      },
      {
        id: 'slo',
        title: 'SLO declared',
        description: 'What is not promised cannot be kept.',
        track: 'delivery',
        level: 'silver',
        filter: { 'spec.lifecycle': 'production' },
        expression: "facts.repository.files.exists(f, f == 'slo.yaml')",
        remediation: { text: 'Declare a service level objective.' },
      },
    ],
  },
});

/** One pack whose newest version is broken, a source without a pack, and one fact. */
export const exampleRules: ActiveRules = {
  items: [
    {
      ...pack,
      status: {
        origin: 'url',
        source: 'https://rules.example.com/ai-services.yaml',
        activeSince: '2026-11-01T08:00:00.000Z',
        checkedAt: '2026-11-25T09:00:00.000Z',
        problem: {
          message:
            'ai-services.yaml:40:7: check slo: expression: unknown variable fact\nai-services.yaml:52:7: check owned: weight: use a number',
          since: '2026-11-24T08:00:00.000Z',
        },
      },
    },
  ],
  inactive: [
    {
      origin: 'url',
      source: 'https://rules.example.com/security.yaml',
      problem: {
        message: 'The host answered 404',
        since: '2026-11-24T08:00:00.000Z',
      },
    },
  ],
  facts: [
    {
      name: 'repository',
      title: 'Repository',
      description: 'Which files the repository has.',
      schema: { type: 'object', properties: { files: { type: 'array' } } },
      origin: 'collected',
      freshness: 'PT6H',
      cost: 'high',
    },
  ],
};

/** With a second pack, which selects APIs and Resources. */
export const rulesOfMoreKinds: ActiveRules = {
  ...exampleRules,
  items: [
    ...exampleRules.items,
    {
      ...exampleRules.items[0],
      metadata: { ...pack.metadata, name: 'assets', title: 'APIs and models' },
      spec: { ...pack.spec, filter: { kind: { $in: ['API', 'Resource'] } } },
    },
  ],
};

/** Ended runs, one per hour, newest first. */
export const endedRuns = (count: number): EvaluationRun[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `run-${count - index}`,
    trigger: 'schedule',
    state: 'finished',
    startedAt: new Date(Date.UTC(2026, 10, 25, 9 - index)).toISOString(),
    finishedAt: new Date(Date.UTC(2026, 10, 25, 9 - index, 1, 5)).toISOString(),
    total: 2000,
    done: 2000,
    changed: 20 + index,
  }));
