import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ActiveRules, Waiver } from '@paved-road/plugin-paved-road-common';
import { check, createRules, createWaiver } from '../__testUtils__/rules';
import { createComponent } from '../__testUtils__/startCatalog';
import { EnforcedRules } from './EnforcedRules';
import { findViolations } from './findViolations';
import { readWaivers } from './readWaivers';

describe('EnforcedRules', () => {
  const bare = createComponent('bare', { system: 'shop' });

  function answer<T>(value: T | undefined): T {
    if (!value) {
      throw new Error('No connection');
    }
    return value;
  }

  /** Rules that are read from `world`, at a time that is set there. */
  function setUp(checks: Record<string, 'warn' | 'reject'>) {
    const world = {
      now: 1_000_000,
      reads: 0,
      rules: createRules() as ActiveRules | undefined,
      waivers: [] as Waiver[] | undefined,
    };
    const log: string[] = [];
    const logger: LoggerService = mockServices.logger.mock({
      info: message => log.push(`info: ${message}`),
      warn: message => log.push(`warn: ${message}`),
      error: message => log.push(`error: ${message}`),
    });
    const rules = new EnforcedRules({
      policy: { default: 'off', checks },
      logger,
      now: () => world.now,
      source: {
        async readRules() {
          world.reads += 1;
          return answer(world.rules);
        },
        readWaivers: () =>
          readWaivers({
            listWaivers: async () => {
              const items = answer(world.waivers);
              return { items, totalItems: items.length };
            },
          }),
      },
    });
    /** The checks that the entity fails, as processors that run at the same time see it. */
    async function violated(entity = bare): Promise<string[] | undefined> {
      const [enforced] = await Promise.all([rules.current(), rules.current()]);
      return (
        enforced &&
        findViolations(enforced, entity).map(({ result }) => result.checkId)
      );
    }
    return { world, log, rules, violated };
  }

  it('reads the rules again each minute, while the last ones are used', async () => {
    const { world, rules, violated } = setUp({ described: 'reject' });
    await expect(violated()).resolves.toEqual(['described']);
    const before = (await rules.current())?.rules;
    world.now += 59_999;
    await expect(violated()).resolves.toEqual(['described']);
    expect(world.reads).toBe(1);

    world.now += 1;
    await rules.current();
    await rules.current();
    expect(world.reads).toBe(2);
    // Compiles rules only when they change.
    expect((await rules.current())?.rules).toBe(before);

    world.rules = createRules('1.0.1');
    world.now += 60_000;
    await expect(violated()).resolves.toEqual(['described']);
    expect((await rules.current())?.rules).not.toBe(before);
  });

  it('enforces nothing while there are no rules, and says so once', async () => {
    const { world, log, violated } = setUp({ described: 'reject' });
    world.rules = undefined;
    await expect(violated()).resolves.toBeUndefined();
    world.now += 4_999;
    await violated();
    expect(world.reads).toBe(1);
    world.now += 1;
    await expect(violated()).resolves.toBeUndefined();
    expect(world.reads).toBe(2);
    expect(log).toEqual([
      'warn: The rules and waivers of the ingestion policy cannot be read; nothing is enforced until they can: No connection',
    ]);

    world.rules = createRules();
    world.now += 5_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);
    expect(log.slice(1)).toEqual([
      'info: The rules and waivers of the ingestion policy are read again',
    ]);
  });

  it('does not wait for an answer that never comes, and asks again', async () => {
    let hangs = true;
    const rules = new EnforcedRules({
      policy: { default: 'off', checks: { described: 'reject' } },
      logger: mockServices.logger.mock(),
      timeout: 10,
      now: () => (hangs ? 1_000_000 : 1_005_000),
      source: {
        readRules: async () => createRules(),
        readWaivers: async () =>
          hangs ? await new Promise(() => {}) : new Map(),
      },
    });
    await expect(rules.current()).resolves.toBeUndefined();
    hangs = false;
    await rules.current();
    await expect(rules.current()).resolves.toMatchObject({
      waivers: new Map(),
    });
  });

  it('goes on with the last good rules', async () => {
    const { world, log, violated } = setUp({ described: 'reject' });
    await violated();
    const [pack] = createRules().items;
    const broken = { ...check('described', 'entity.x', { text: 'No.' }) };
    world.rules = {
      ...createRules(),
      items: [{ ...pack, spec: { ...pack.spec, checks: [broken] } }],
    } as ActiveRules;
    world.now += 60_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);
    expect(log).toEqual([
      expect.stringMatching(
        /^warn: .*; the previous ones stay enforced .*No such key: x/s,
      ),
    ]);
  });

  it('takes a waiver for what it is until it ends, also while no newer ones can be read', async () => {
    const { world, violated } = setUp({ described: 'reject' });
    world.waivers = [createWaiver('bare', 'described')];
    await expect(violated()).resolves.toEqual([]);
    await expect(
      violated(createComponent('other', { system: 'shop' })),
    ).resolves.toEqual(['described']);

    world.waivers = undefined;
    world.now += 60_000;
    await violated();
    await expect(violated()).resolves.toEqual([]);

    // It is revoked.
    world.waivers = [];
    world.now += 5_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);

    const [waiver] = [createWaiver('bare', 'described')];
    world.waivers = [{ ...waiver, expiresAt: '2026-01-03T00:00:00.000Z' }];
    world.now += 60_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);
  });

  it('refuses nothing before it knows what is waived', async () => {
    const { world, log, violated } = setUp({ described: 'reject' });
    world.waivers = undefined;
    await expect(violated()).resolves.toBeUndefined();
    expect(log).toEqual([
      expect.stringMatching(/nothing is enforced until they can/),
    ]);
    world.waivers = [];
    world.now += 5_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);
  });

  it('names what it cannot enforce, and enforces the rest', async () => {
    const { log, violated } = setUp({
      described: 'warn',
      covered: 'reject',
      gone: 'reject',
    });
    await expect(violated()).resolves.toEqual(['described']);
    await violated();
    expect(log).toEqual([
      expect.stringMatching(
        /^error: pavedRoad.ingestion.checks.covered: .*it reads facts.coverage/,
      ),
      expect.stringMatching(
        /^error: pavedRoad.ingestion.checks.gone: there is no such check/,
      ),
    ]);
  });

  it('leaves references that are none to the catalog', async () => {
    const { violated } = setUp({ 'in-system': 'reject' });
    await expect(violated(bare)).resolves.toEqual([]);
    await expect(
      violated(createComponent('odd', { system: 'system:' })),
    ).resolves.toEqual([]);
    await expect(violated(createComponent('lonely'))).resolves.toEqual([
      'in-system',
    ]);
  });
});
