import { ConfigReader } from '@backstage/config';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';
import { applyIngestionPolicy } from './applyIngestionPolicy';
import { readIngestionPolicy } from './readIngestionPolicy';

const expressions = {
  described: "has(entity.metadata.description) && entity.metadata.name != ''",
  owned: "relations.exists(r, r.type == 'ownedBy' && r.target.kind == 'group')",
  'owner-there': "relations.exists(r, r.type == 'ownedBy' && r.target.exists)",
  'owner-there-too': 'ownerExists(relations)',
  modelled:
    "relations.exists(r, r.type == 'dependsOn' && r.target['type'] == 'model')",
  'handed-on': "relations.map(r, r.target).exists(t, t.kind == 'system')",
  used: "relations.exists(r, r.type in ['hasPart', 'dependsOn'])",
  related: 'size(relations) > 0',
  assessed: 'assessment == null',
  old: "now > timestamp('2026-01-01T00:00:00Z')",
  covered: 'facts.coverage > 80 || facts.coverage == 0',
};

const rules = compileRules(
  [
    parseRulePack(
      JSON.stringify({
        apiVersion: 'paved-road.io/v1',
        kind: 'RulePack',
        metadata: { name: 'test', title: 'Test', version: '1.0.0' },
        spec: {
          filter: { kind: 'Component' },
          levels: [{ id: 'bronze', title: 'Bronze' }],
          tracks: [{ id: 'all', title: 'All' }],
          checks: Object.entries(expressions).map(([id, expression]) => ({
            id,
            title: id,
            description: 'It matters.',
            track: 'all',
            level: 'bronze',
            expression,
            // Only what decides counts.
            evidence: [{ name: 'Assessment', expression: 'assessment' }],
            remediation: { text: 'Repair it.' },
          })),
        },
      }),
      'test.yaml',
    ),
  ],
  { coverage: z.number() },
);

const apply = (ingestion: object) =>
  applyIngestionPolicy(
    rules,
    readIngestionPolicy(new ConfigReader({ pavedRoad: { ingestion } })),
  );

describe('ingestion policy', () => {
  it('enforces nothing unless it is told to', () => {
    expect(
      applyIngestionPolicy(rules, readIngestionPolicy(new ConfigReader({}))),
    ).toEqual({ modes: new Map(), problems: [] });
  });

  it('enforces by default what the entity alone decides', () => {
    const { modes, problems } = apply({
      default: 'warn',
      checks: { owned: 'reject', described: 'off' },
    });
    expect([...modes]).toEqual([['owned', 'reject']]);
    expect(problems).toEqual([]);
    expect([...apply({ default: 'reject' }).modes.keys()]).toEqual([
      'described',
      'owned',
    ]);
  });

  it.each([
    ['owner-there', /because it reads what the targets of relations are/],
    ['owner-there-too', /because it reads what the targets of relations are/],
    ['modelled', /because it reads what the targets of relations are/],
    ['handed-on', /because it reads what the targets of relations are/],
    [
      'used',
      /because it reads relations that other entities declare \(hasPart\)/,
    ],
    [
      'related',
      /because the relations that it reads are not explicit \(ownedBy, /,
    ],
    ['assessed', /because it reads the assessment/],
    ['old', /because its result changes with the time/],
    ['covered', /because it reads facts.coverage/],
  ])('refuses %s, and says why', (checkId, message) => {
    const { modes, problems } = apply({ checks: { [checkId]: 'warn' } });
    expect(modes.size).toBe(0);
    expect(problems).toEqual([
      { checkId, kind: 'needs-more', message: expect.stringMatching(message) },
    ]);
    expect(problems[0].message).toMatch(
      new RegExp(`^pavedRoad.ingestion.checks.${checkId}: .*; remove it`),
    );
    expect(apply({ checks: { [checkId]: 'off' } }).problems).toEqual([]);
  });

  it('misses a check that is not there', () => {
    expect(apply({ checks: { ownd: 'reject' } }).problems).toEqual([
      {
        checkId: 'ownd',
        kind: 'no-such-check',
        message: expect.stringMatching(
          /^pavedRoad.ingestion.checks.ownd: there is no such check .* use one of described, owned/,
        ),
      },
    ]);
  });

  it.each([
    [{ default: 'on' }, /pavedRoad.ingestion: .*default: "on"/],
    [
      { checks: { owned: 'deny' } },
      /pavedRoad.ingestion: .*checks.owned: "deny"/,
    ],
    [{ check: {} }, /pavedRoad.ingestion: .*check: unknown field/],
  ])('does not accept %j', (ingestion, message) => {
    expect(() => apply(ingestion)).toThrow(message);
  });
});
