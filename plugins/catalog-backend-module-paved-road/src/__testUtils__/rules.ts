import { ActiveRules, Waiver } from '@paved-road/plugin-paved-road-common';

/** A check of the rules of the tests. */
export const check = (id: string, expression: string, remediation: object) => ({
  id,
  title: `Title of ${id}`,
  description: 'It matters.',
  track: 'all',
  level: 'bronze',
  weight: 1,
  expression,
  evidence: [],
  remediation,
});

/** What the service answers. */
export function createRules(version = '1.0.0'): ActiveRules {
  return {
    items: [
      {
        apiVersion: 'paved-road.io/v1',
        kind: 'RulePack',
        metadata: { name: 'house-rules', title: 'House rules', version },
        spec: {
          filter: { kind: 'Component', 'spec.type': 'ai-service' },
          levels: [{ id: 'bronze', title: 'Bronze' }],
          tracks: [{ id: 'all', title: 'All' }],
          probes: [],
          checks: [
            check('described', 'has(entity.metadata.description)', {
              text: 'Describe it.',
              link: { title: 'How', url: 'https://docs.example/describe' },
            }),
            {
              ...check(
                'in-system',
                "relations.exists(r, r.type == 'partOf' && r.target.kind == 'system')",
                { text: 'Set spec.system.' },
              ),
              filter: { relations: { $contains: { type: 'ownedBy' } } },
            },
            check('covered', 'facts.coverage > 80', { text: 'Test it.' }),
          ],
        },
        status: {
          source: 'house-rules.yaml',
          origin: 'file',
          activeSince: '2026-01-01T00:00:00.000Z',
          checkedAt: new Date().toISOString(),
        },
      },
    ],
    inactive: [],
    facts: [
      {
        name: 'coverage',
        title: 'Coverage',
        description: 'Of tests.',
        schema: { type: 'number' },
        origin: 'collected',
        freshness: 'PT1H',
        cost: 'low',
      },
    ],
  } as ActiveRules;
}

/** One that is in force. */
export function createWaiver(name: string, checkId: string): Waiver {
  return {
    id: `${name}-${checkId}`,
    entityRef: `component:default/${name}`,
    entityTitle: name,
    checkId,
    checkTitle: `Title of ${checkId}`,
    status: 'approved',
    reason: 'It is replaced in May.',
    expiresAt: '2999-01-01T00:00:00.000Z',
    requestedBy: 'user:default/ada',
    requestedAt: '2026-01-01T00:00:00.000Z',
    decision: { by: 'user:default/grace', at: '2026-01-02T00:00:00.000Z' },
    events: [],
    etag: '"1"',
    allowed: { review: false, revoke: false, renew: false },
  };
}
