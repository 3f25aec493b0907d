import {
  coreServices,
  createBackendPlugin,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import PromiseRouter from 'express-promise-router';
import {
  createComponent,
  startCatalog,
  until,
} from '../__testUtils__/startCatalog';
import { EnforcedRules } from './EnforcedRules';
import { findViolations } from './findViolations';

const check = (id: string, expression: string, remediation: object) => ({
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

function createRules(version = '1.0.0'): ActiveRules {
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
        freshness: 'PT1H',
        cost: 'low',
      },
    ],
  } as ActiveRules;
}

/** Answers as the service does, to other plugins only. */
const pavedRoad = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        const router = PromiseRouter();
        router.get('/rule-packs', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          res.json(createRules());
        });
        httpRouter.use(router);
      },
    });
  },
});

const complete = { description: 'Finds things.' };

const policyWarnings = (entity?: Entity & { status?: any }) =>
  (entity?.status?.items ?? []).filter(
    ({ type }: { type: string }) => type === 'paved-road.io/policy',
  );

describe('ingestion policy in the catalog', () => {
  it('keeps out what fails a check that rejects, and marks what fails one that warns', async () => {
    const { provide, find, processed, stop } = await startCatalog({
      features: [pavedRoad],
      config: {
        pavedRoad: {
          ingestion: { default: 'warn', checks: { described: 'reject' } },
        },
      },
    });
    await provide([
      createComponent('bare'),
      createComponent('lonely', {}, complete),
      createComponent('fine', { system: 'shop' }, complete),
      createComponent('website', { type: 'website' }),
    ]);
    await until(() => new Set(processed).size === 3);
    await until(async () => Boolean(await find('lonely')));

    expect(policyWarnings(await find('lonely'))).toEqual([
      {
        type: 'paved-road.io/policy',
        level: 'warning',
        message: 'Title of in-system (in-system): Set spec.system.',
      },
    ]);
    await until(async () => Boolean(await find('fine')));
    expect(policyWarnings(await find('fine'))).toEqual([]);
    await until(async () => Boolean(await find('website')));
    expect(await find('bare')).toBeUndefined();

    // What is there stays as it was, and says why.
    await provide([
      createComponent('fine', { system: 'shop', lifecycle: 'production' }),
      createComponent('lonely', { system: 'shop' }, complete),
    ]);
    await until(async () => Boolean((await find('fine')).status));
    expect(await find('fine')).toMatchObject({
      spec: { lifecycle: 'experimental' },
      status: {
        items: [
          {
            level: 'error',
            message: expect.stringContaining(
              'component:default/fine is not taken in, because the rules of the paved road ask for more: Title of described (described): Describe it. See https://docs.example/describe',
            ),
          },
        ],
      },
    });
    await until(async () => !(await find('lonely')).status);
    await stop();
  }, 30_000);

  it('does not start with a policy that is none', async () => {
    await expect(
      startCatalog({ config: { pavedRoad: { ingestion: { default: 'on' } } } }),
    ).rejects.toThrow(/pavedRoad.ingestion: .*default: "on"/);
  }, 30_000);
});

describe('EnforcedRules', () => {
  const bare = createComponent('bare', { system: 'shop' });

  /** Rules that are read from `world`, at a time that is set there. */
  function setUp(checks: Record<string, 'warn' | 'reject'>) {
    const world = {
      now: 1_000_000,
      reads: 0,
      rules: createRules() as ActiveRules | undefined,
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
      async readRules() {
        world.reads += 1;
        if (!world.rules) {
          throw new Error('No connection');
        }
        return world.rules;
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
    const before = await rules.current();
    world.now += 59_999;
    await expect(violated()).resolves.toEqual(['described']);
    expect(world.reads).toBe(1);

    world.now += 1;
    await rules.current();
    await rules.current();
    expect(world.reads).toBe(2);
    // The same rules are not compiled again.
    expect(await rules.current()).toBe(before);

    world.rules = createRules('1.0.1');
    world.now += 60_000;
    await expect(violated()).resolves.toEqual(['described']);
    expect(await rules.current()).not.toBe(before);
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
      'warn: The rules of the ingestion policy cannot be read; nothing is enforced until they can: No connection',
    ]);

    world.rules = createRules();
    world.now += 5_000;
    await violated();
    await expect(violated()).resolves.toEqual(['described']);
    expect(log.slice(1)).toEqual([
      'info: The rules of the ingestion policy are read again',
    ]);
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
        /^warn: .*; those that were read before are enforced .*No such key: x/s,
      ),
    ]);
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
