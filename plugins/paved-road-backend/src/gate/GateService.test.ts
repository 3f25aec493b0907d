import { mockCredentials } from '@backstage/backend-test-utils';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import { gateRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import { FactCollectors } from '../facts/FactCollectors';
import { RecentFact } from '../facts/FactReader';
import { GateFacts, GateService } from './GateService';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', namespace: 'default' },
  spec: { type: 'ai-service' },
};
const names = ['incidents', 'coverage', 'unread', 'cost'];

const rules = compileRules(
  [
    parseRulePack(
      JSON.stringify(
        createHouseRules([
          createHouseCheck('calm', 'bronze', 'facts.incidents == 0.0'),
          createHouseCheck('tested', 'bronze', 'facts.coverage > 0.5'),
          {
            ...createHouseCheck('cheap', 'gold', 'facts.cost < 10.0'),
            filter: { 'spec.lifecycle': 'production' },
          },
        ]),
      ),
      'house.yaml',
    ),
  ],
  Object.fromEntries(names.map(name => [name, z.number()])),
);

const collectors = new FactCollectors({
  collectors: names.map(id => ({
    id,
    title: `Title of ${id}`,
    description: '',
    schema: zod => zod.number(),
    freshness: { hours: 1 },
    cost: 'low' as const,
    collect: async () => ({ status: 'not-modified' as const }),
  })),
  config: { collectors: {} },
});

function createService({
  stored,
  recentFactsOf = jest.fn(async () => new Map()),
  addFirst = jest.fn(),
  mayRegister = true,
}: {
  stored: typeof entity | undefined;
  recentFactsOf?: () => Promise<Map<string, RecentFact>>;
  addFirst?: jest.Mock;
  mayRegister?: boolean;
}) {
  return new GateService({
    rules: {
      current: () => ({ rules, target: { level: 'bronze', title: '' } }),
    } as never,
    candidates: {
      read: async () => ({ entity, relations: [], stored }),
    } as never,
    facts: new GateFacts({
      collectors,
      source: { recentFactsOf },
      maxAgeMs: 1_000,
    }),
    assessments: { factsFor: async () => new Map() },
    waivers: { inForce: async () => new Map() } as never,
    drafts: { preview: jest.fn() },
    registration: { allows: async () => mayRegister },
    store: { addFirst },
  });
}

/** A verdict with facts as they are stored, and those that are given. */
async function check(
  stored: Record<string, RecentFact>,
  given: Record<string, unknown> = {},
) {
  const recentFactsOf = jest.fn(async () => new Map(Object.entries(stored)));
  const service = createService({ stored: entity, recentFactsOf });
  const result = await service.check(
    gateRequestSchema.parse({ entity, facts: given }),
    { credentials: mockCredentials.user() } as never,
  );
  expect(recentFactsOf).toHaveBeenCalledWith('component:default/search', {
    maxAgeMs: 1_000,
  });
  return result;
}

const is = (value: number): RecentFact => ({
  outcome: { status: 'known', value },
});
const held = { asOf: '2026-11-28T10:00:00.000Z', reason: 'the pager is down' };

describe('GateService', () => {
  it('says as of when the facts are that it decided on while their source fails', async () => {
    const result = await check({
      incidents: { ...is(0), held },
      coverage: is(0.8),
      unread: { ...is(1), held },
      // For other services.
      cost: { ...is(1), held },
    });
    expect(result).toMatchObject({
      verdict: 'allow',
      heldFacts: [{ name: 'incidents', title: 'Title of incidents', ...held }],
    });
  });

  it('says nothing of a fact that is given, or where all sources answer', async () => {
    const given = await check(
      { incidents: { ...is(3), held }, coverage: is(0.8) },
      { incidents: 0 },
    );
    const calm = await check({ incidents: is(0), coverage: is(0.8) });
    expect(given).toEqual(calm);
    expect(calm.verdict).toBe('allow');
    expect(calm).not.toHaveProperty('heldFacts');
  });

  it('lets a new entity begin with the facts of its verdict, if it is allowed', async () => {
    const addFirst = jest.fn();
    const service = createService({ stored: undefined, addFirst });
    const register = async (incidents: number) =>
      await service.check(
        gateRequestSchema.parse({
          entity,
          facts: { incidents, coverage: 0.8 },
          register: true,
        }),
        { credentials: mockCredentials.user() } as never,
      );
    expect((await register(2)).verdict).toBe('deny');
    expect(addFirst).not.toHaveBeenCalled();
    expect((await register(0)).verdict).toBe('allow');
    expect(addFirst).toHaveBeenCalledWith('component:default/search', [
      { name: 'incidents', value: 0, source: 'software template' },
      { name: 'coverage', value: 0.8, source: 'software template' },
    ]);
  });

  it('keeps nothing for callers who may not register the entity', async () => {
    const addFirst = jest.fn();
    const service = createService({
      stored: undefined,
      addFirst,
      mayRegister: false,
    });
    const { verdict } = await service.check(
      gateRequestSchema.parse({
        entity,
        facts: { incidents: 0, coverage: 0.8 },
        register: true,
      }),
      { credentials: mockCredentials.user() } as never,
    );
    expect(verdict).toBe('allow');
    expect(addFirst).not.toHaveBeenCalled();
  });

  it('does not decide on what is too old', async () => {
    const reason = 'Coverage: last confirmed 25 hours ago';
    const result = await check({
      incidents: is(0),
      coverage: { outcome: { status: 'unknown', reason } },
    });
    expect(result).toMatchObject({ verdict: 'deny', blocking: ['tested'] });
    expect(
      result.results.find(({ checkId }) => checkId === 'tested'),
    ).toMatchObject({ state: 'unknown', reason });
  });
});
