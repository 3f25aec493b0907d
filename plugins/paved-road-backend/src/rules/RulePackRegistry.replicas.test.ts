import { createMockDirectory } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { RulePackStore } from './RulePackStore';
import { RulePackSource } from './readRulePackSources';

const databases = createTestDatabases();

describe.each(testDatabaseIds)(
  'RulePackRegistry of several back ends on %s',
  databaseId => {
    const directory = createMockDirectory();

    /** Back ends on one database, each with its own copy of the file. */
    async function deploy() {
      const knex = await databases.init(databaseId);
      return {
        readStored: () => new RulePackStore(knex).get(),
        async start(
          image: string,
          options: Partial<Parameters<typeof createRulePackRegistry>[0]> = {},
        ) {
          const source: RulePackSource = {
            source: 'rules.yaml',
            origin: 'file',
            file: directory.resolve(`${image}.yaml`),
            namedBy: 'pavedRoad.scorecards.rulePacks.0',
          };
          const backEnd = createRulePackRegistry({
            sources: [source],
            store: new RulePackStore(knex),
            ...options,
          });
          await backEnd.registry.start();
          return backEnd;
        },
      };
    }

    beforeEach(() =>
      directory.setContent({
        'old.yaml': rulePackText({ version: '1.0.0' }),
        'new.yaml': rulePackText({ version: '2.0.0' }),
      }),
    );

    it('use what one of them has made active', async () => {
      const { start } = await deploy();
      const one = await start('old');
      const other = await start('old');
      const listener = jest.fn();
      other.registry.onChange(listener);
      const before = other.registry.current();
      directory.addContent({ 'old.yaml': rulePackText({ version: '1.1.0' }) });

      await expect(one.registry.refresh()).resolves.toEqual({ changed: true });
      await expect(other.registry.refresh()).resolves.toEqual({
        changed: false,
      });
      expect(other.registry.current()).toBe(before);
      await other.registry.sync();
      await other.registry.sync();

      await expect(other.packs()).resolves.toEqual(['house-rules 1.1.0']);
      expect(other.registry.current().hash).toBe(one.registry.current().hash);
      expect(listener).toHaveBeenCalledTimes(1);
      expect(listener).toHaveBeenCalledWith(other.registry.current(), before);
    });

    it('let one of those that refresh at the same time change the rules', async () => {
      const { start } = await deploy();
      const backEnds = [await start('old'), await start('old')];
      directory.addContent({ 'old.yaml': rulePackText({ version: '1.1.0' }) });

      const outcomes = await Promise.all(
        backEnds.map(({ registry }) => registry.refresh()),
      );

      expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1);
      for (const { registry, packs } of backEnds) {
        await registry.sync();
        await expect(packs()).resolves.toEqual(['house-rules 1.1.0']);
      }
    });

    it('keep the rules of the newest deployment while old ones read their files', async () => {
      const { start, readStored } = await deploy();
      const old = await start('old');
      const next = await start('new');

      for (let round = 0; round < 4; round++) {
        await next.registry.refresh();
        const stored = await readStored();
        for (const { registry } of [old, old]) {
          await expect(registry.refresh()).resolves.toEqual({ changed: false });
          await expect(readStored()).resolves.toEqual(stored);
        }
      }

      await old.registry.sync();
      await expect(old.packs()).resolves.toEqual(['house-rules 2.0.0']);
      for (const { warnings } of [old, next]) {
        expect(warnings()).toEqual([]);
      }
    });

    it('keep the higher version when an old one restarts during an upgrade', async () => {
      const { start, readStored } = await deploy();
      await start('old');
      const next = await start('new');

      const stored = await readStored();
      const restarted = await start('old');
      await expect(readStored()).resolves.toEqual(stored);
      await next.registry.sync();

      const problemsOf = async ({ registry }: typeof next) =>
        (await registry.describe()).items.map(({ status }) => status.problem);
      await expect(problemsOf(next)).resolves.toEqual([undefined]);
      await expect(problemsOf(restarted)).resolves.toMatchObject([
        { message: expect.stringContaining('raise the version to replace it') },
      ]);
      for (const { packs } of [next, restarted]) {
        await expect(packs()).resolves.toEqual(['house-rules 2.0.0']);
      }
      expect(restarted.registry.current().hash).toBe(
        next.registry.current().hash,
      );
      expect(restarted.warnings()).toEqual([
        'Rule pack rules.yaml stays active in version 2.0.0: rules.yaml has version 1.0.0, but the higher version 2.0.0 is active; raise the version to replace it',
      ]);
    });

    it('keep the higher version from another source', async () => {
      const { start } = await deploy();
      const at = (version: string) => {
        const source = `https://example.com/v${version}.yaml`;
        return {
          sources: [{ source, origin: 'url' as const }],
          servers: new Map([[source, rulePackText({ version })]]),
        };
      };
      const old = await start('old', at('1.0.0'));
      await start('new', at('2.0.0'));

      const restarted = await start('old', at('1.0.0'));
      await old.registry.sync();
      await restarted.registry.refresh();

      for (const { packs } of [old, restarted]) {
        await expect(packs()).resolves.toEqual(['house-rules 2.0.0']);
      }
    });

    it('use the content of the last start at the same version, and log that', async () => {
      directory.addContent({
        'new.yaml': rulePackText({ expression: '1 < 2' }),
      });
      const { start } = await deploy();
      const old = await start('old');
      const next = await start('new');
      await old.registry.refresh();
      await old.registry.sync();
      expect(old.registry.current().hash).toBe(next.registry.current().hash);

      const restarted = await start('old');
      await next.registry.refresh();
      await next.registry.sync();
      expect(next.registry.current().hash).toBe(
        restarted.registry.current().hash,
      );
      expect(restarted.registry.current().hash).not.toBe(
        old.registry.current().hash,
      );
      for (const { warnings } of [next, restarted]) {
        expect(warnings()).toEqual([
          'Rule pack house-rules at rules.yaml has other content in the same version 1.0.0; raise the version with each change',
        ]);
      }
    });

    it('use the sources of the last start', async () => {
      const { start } = await deploy();
      const old = await start('old');
      await start('new', {
        sources: [
          {
            source: 'other-plugin',
            origin: 'plugin',
            content: rulePackText({ name: 'other' }),
          },
        ],
      });
      await old.registry.sync();
      await expect(old.packs()).resolves.toEqual(['other 1.0.0']);

      const restarted = await start('old');
      await expect(restarted.packs()).resolves.toEqual(['house-rules 1.0.0']);
    });

    it('keep their rules if they cannot compile those of a newer one, after a restart too', async () => {
      const { start } = await deploy();
      const old = await start('old');
      const before = old.registry.current();
      directory.addContent({
        'new.yaml': rulePackText({
          version: '3.0.0',
          expression: 'facts.cost < 3.0',
        }),
      });
      const next = await start('new', {
        schemas: () => ({ cost: z.number() }),
      });

      await old.registry.sync();
      await old.registry.sync();
      await expect(old.registry.refresh()).resolves.toEqual({ changed: false });

      expect(old.registry.current()).toBe(before);
      const remedy =
        /cannot compile the active rule packs.* raise the versions of the earlier rule packs and restart/;
      expect(old.warnings()).toEqual([
        expect.stringMatching(remedy),
        expect.stringMatching(remedy),
      ]);

      const restarted = await start('old');
      await expect(restarted.packs()).resolves.toEqual(['house-rules 1.0.0']);
      expect(restarted.warnings()[0]).toMatch(remedy);
      await next.registry.sync();
      await expect(next.packs()).resolves.toEqual(['house-rules 3.0.0']);

      // The remedy.
      directory.addContent({ 'old.yaml': rulePackText({ version: '3.0.1' }) });
      const raised = await start('old');
      await next.registry.sync();
      for (const { packs } of [raised, next]) {
        await expect(packs()).resolves.toEqual(['house-rules 3.0.1']);
      }
    });
  },
);
