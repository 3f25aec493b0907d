import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { hasScorecard } from '@paved-road/plugin-paved-road-common/rules';
import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { factSchemas } from '../__testUtils__/defaultRulePack';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { RulePackStore } from './RulePackStore';
import { readRulePackSources } from './readRulePackSources';

const databases = createTestDatabases();

const url = 'https://example.com/theirs.yaml';
const openPack = rulePackText({ name: 'open' }).replace(/ {2}filter: .*\n/, '');

const service: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search', tags: ['llm'] },
  spec: { type: 'service' },
};
const aiService: Entity = {
  ...service,
  metadata: { name: 'ai' },
  spec: { type: 'ai-service' },
};

describe.each(testDatabaseIds)(
  'Rule packs that the config changes, on %s',
  databaseId => {
    const directory = createMockDirectory();

    async function deploy() {
      const knex = await databases.init(databaseId);
      const servers = new Map([
        [url, rulePackText({ name: 'theirs', checks: ['slo', 'runbook'] })],
      ]);
      const create = (scorecards: object) =>
        createRulePackRegistry({
          sources: readRulePackSources(
            mockServices.rootConfig({ data: { pavedRoad: { scorecards } } }),
          ),
          store: new RulePackStore(knex),
          schemas: () => factSchemas,
          servers,
        });
      return {
        servers,
        create,
        async start(scorecards: object) {
          const backEnd = create(scorecards);
          await backEnd.registry.start();
          return backEnd;
        },
      };
    }

    const checksOf = ({
      registry,
    }: ReturnType<typeof createRulePackRegistry>) =>
      registry.current().rules.checks.map(({ id }) => id);

    it('select by one line of config, where they have no filter of their own', async () => {
      const { start } = await deploy();
      const plain = await start({});
      expect(hasScorecard(plain.registry.current().rules, aiService)).toBe(
        true,
      );
      expect(hasScorecard(plain.registry.current().rules, service)).toBe(false);
      const { items } = await plain.registry.describe();
      expect(items[0].status.changes).toBeUndefined();

      const filter = {
        kind: 'Component',
        'metadata.tags': { $contains: 'llm' },
      };
      const { registry, warnings } = await start({ filter });

      expect(hasScorecard(registry.current().rules, aiService)).toBe(false);
      expect(hasScorecard(registry.current().rules, service)).toBe(true);
      const described = await registry.describe();
      expect(described.items[0]).toMatchObject({
        spec: { filter },
        status: { changes: [{ kind: 'pack-filter' }] },
      });
      expect(warnings()).toEqual([]);
      expect(registry.current().hash).not.toBe(plain.registry.current().hash);
      expect(registry.textOf('ai-services')).not.toContain('llm');
    });

    it('keep their own filter, and say so', async () => {
      directory.setContent({ 'a.yaml': rulePackText({ name: 'a' }) });
      const { start } = await deploy();
      const filter = { 'metadata.tags': { $contains: 'llm' } };
      const file = directory.resolve('a.yaml');
      const { registry, infos } = await start({ filter, rulePacks: [file] });

      expect(hasScorecard(registry.current().rules, aiService)).toBe(true);
      expect(infos()).toContainEqual(
        expect.stringMatching(
          /^Rule pack a at \S+ selects entities by its own/,
        ),
      );

      const narrowed = await start({
        filter,
        rulePacks: [{ source: file, filter: { 'spec.type': 'service' } }],
      });
      const { rules } = narrowed.registry.current();
      expect(hasScorecard(rules, aiService)).toBe(false);
      expect(hasScorecard(rules, service)).toBe(true);
    });

    it('have their checks switched off and moved, also the default one beside others', async () => {
      const { start } = await deploy();
      const { registry, warnings } = await start({
        rulePacks: [
          {
            source: 'default',
            overrides: {
              'has-dashboard': 'off',
              'owner-is-group': { level: 'gold', weight: 5 },
            },
          },
        ],
      });
      const { items } = await registry.describe();
      expect(items[0].status).toMatchObject({
        origin: 'built-in',
        changes: [
          {
            kind: 'level',
            checkId: 'owner-is-group',
            from: 'bronze',
            to: 'gold',
          },
          { kind: 'weight', checkId: 'owner-is-group', from: 2, to: 5 },
          { kind: 'off', checkId: 'has-dashboard' },
        ],
      });
      expect(checksOf({ registry } as never)).not.toContain('has-dashboard');
      expect(warnings()).toEqual([]);
    });

    it('stop the start with a check that there is not, and what was meant', async () => {
      const { create } = await deploy();
      const rulePacks = [
        { source: 'default', overrides: { 'has-dashbord': 'off' } },
      ];
      await expect(create({ rulePacks }).registry.start()).rejects.toThrow(
        'pavedRoad.scorecards.rulePacks.0.overrides.has-dashbord: there is no such check in the rule pack ai-services, did you mean has-dashboard?',
      );
    });

    it('are left out where that is so at a URL', async () => {
      const { start } = await deploy();
      const { packs, warnings } = await start({
        rulePacks: [{ source: url, overrides: { sol: 'off' } }],
      });
      await expect(packs()).resolves.toEqual([]);
      expect(warnings()).toEqual([
        expect.stringContaining('overrides.sol: there is no such check'),
      ]);
    });

    it('are the same in all back ends, those with another config too', async () => {
      const { servers, start } = await deploy();
      const old = await start({ rulePacks: [url] });
      const renewed = await start({
        rulePacks: [{ source: url, overrides: { slo: 'off' } }],
      });
      expect(checksOf(renewed)).toEqual(['runbook']);

      await old.registry.sync();
      expect(checksOf(old)).toEqual(['runbook']);
      expect(old.registry.current().hash).toBe(renewed.registry.current().hash);

      // It reads the same text, and does not bring back its config.
      await expect(old.registry.refresh()).resolves.toEqual({ changed: false });
      servers.set(
        url,
        rulePackText({
          name: 'theirs',
          version: '2.0.0',
          checks: ['slo', 'docs'],
        }),
      );
      await expect(old.registry.refresh()).resolves.toEqual({ changed: true });
      await renewed.registry.sync();
      expect(checksOf(renewed)).toEqual(['docs']);
      await expect(renewed.registry.refresh()).resolves.toEqual({
        changed: false,
      });
      expect([...old.warnings(), ...renewed.warnings()]).toEqual([]);
    });

    it('follow the text at a URL that gives up its own filter, and takes one again', async () => {
      const { servers, start } = await deploy();
      const { registry, warnings } = await start({
        filter: { 'spec.type': 'service' },
        rulePacks: [{ source: url, overrides: { slo: 'off' } }],
      });
      const selected = () =>
        [service, aiService].map(entity =>
          hasScorecard(registry.current().rules, entity),
        );
      expect(selected()).toEqual([true, true]);

      const owning = rulePackText({
        name: 'theirs',
        version: '3.0.0',
        checks: ['slo', 'docs'],
      });
      const open = owning
        .replace(/ {2}filter: .*\n/, '')
        .replace('3.0.0', '2.0.0');
      servers.set(url, open);
      await expect(registry.refresh()).resolves.toEqual({ changed: true });
      expect(selected()).toEqual([true, false]);

      servers.set(url, owning);
      await expect(registry.refresh()).resolves.toEqual({ changed: true });
      expect(selected()).toEqual([true, true]);
      expect(warnings()).toEqual([]);
    });

    it('lose the changes when a back end without them starts last', async () => {
      const { start } = await deploy();
      await start({ rulePacks: [{ source: url, overrides: { slo: 'off' } }] });
      const last = await start({ rulePacks: [url] });
      expect(checksOf(last)).toEqual(['slo', 'runbook']);
    });

    it('are previewed as they would be once active', async () => {
      const { start } = await deploy();
      const { registry } = await start({
        filter: { 'spec.type': 'service' },
        rulePacks: [{ source: url, overrides: { slo: 'off' } }],
      });
      const next = await registry.tryPack(
        rulePackText({ name: 'theirs', checks: ['slo', 'docs'] }),
      );
      expect(next.tried.rules.checks.map(({ id }) => id)).toEqual(['docs']);
      expect(next.warnings).toContainEqual(
        expect.objectContaining({
          message: expect.stringMatching(
            /^The config of the portal changes this pack/,
          ),
        }),
      );
      await expect(
        registry.tryPack(rulePackText({ name: 'theirs', checks: ['docs'] })),
      ).rejects.toThrow('overrides.slo: there is no such check');

      const { tried } = await registry.tryPack(openPack);
      expect(tried.rules.packs.map(pack => pack.applies(service))).toEqual([
        true,
        true,
      ]);
      expect(tried.rules.packs.map(pack => pack.applies(aiService))).toEqual([
        true,
        false,
      ]);
    });
  },
);
