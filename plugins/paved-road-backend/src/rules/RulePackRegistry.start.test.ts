import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FactDescription } from '@paved-road/plugin-paved-road-common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { RulePackStore } from './RulePackStore';
import {
  PluginRulePacks,
  readRulePackSources,
  RulePackSource,
} from './readRulePackSources';

const databases = createTestDatabases();

const ours = 'https://example.com/ours.yaml';
const theirs = 'https://example.com/theirs.yaml';

const fact: FactDescription = {
  name: 'cost',
  title: 'Cost',
  description: 'What it costs.',
  schema: { type: 'number' },
  origin: 'collected',
  freshness: 'P1D',
  cost: 'low',
};

const plugin = (content: string): RulePackSource => ({
  source: 'acme-plugin',
  origin: 'plugin',
  content,
});

const url = (source: string): RulePackSource => ({ source, origin: 'url' });

describe('RulePackRegistry at the start', () => {
  const directory = createMockDirectory();

  async function createStore(): Promise<RulePackStore> {
    return new RulePackStore(await databases.init('SQLITE_3'));
  }

  function file(name: string, content: string): RulePackSource {
    directory.addContent({ [name]: content });
    return {
      source: name,
      origin: 'file',
      file: directory.resolve(name),
      namedBy: 'pavedRoad.scorecards.rulePacks.0',
    };
  }

  beforeEach(() => directory.clear());

  it('uses the pack that comes with the plugin where none is configured', async () => {
    const { registry } = createRulePackRegistry({
      sources: readRulePackSources(mockServices.rootConfig()),
      store: await createStore(),
      // Of the pack that comes with the plugin, whatever facts it reads.
      schemas: () => ({ repository: z.any() }),
    });

    await registry.start();

    const { rules, target } = registry.current();
    expect(target).toEqual({ level: 'silver', rank: 2 });
    expect(rules.levels.map(({ id }) => id)).toEqual([
      'bronze',
      'silver',
      'gold',
    ]);
    await expect(registry.describe()).resolves.toMatchObject({
      items: [
        {
          metadata: { name: 'ai-services' },
          status: { origin: 'built-in', source: 'rule-packs/ai-services.yaml' },
        },
      ],
      inactive: [],
    });
  });

  it('warns of a filter that nothing can match', async () => {
    const { registry, warnings } = createRulePackRegistry({
      sources: readRulePackSources(
        mockServices.rootConfig({
          data: { pavedRoad: { scorecards: { filter: { kind: 'User' } } } },
        }),
      ),
      store: await createStore(),
      schemas: () => ({ repository: z.any() }),
    });

    await registry.start();

    expect(warnings()).toEqual([
      'pavedRoad.scorecards.filter: no entity can match kind User, because a User has no scorecard',
    ]);
  });

  it('uses packs of files, URLs, the config and plugins, in their order', async () => {
    const { registry, packs, warnings } = createRulePackRegistry({
      sources: [
        url(ours),
        file('b.yaml', rulePackText({ name: 'b', level: 'good' })),
        {
          source: 'pavedRoad.scorecards.rulePacks.2',
          origin: 'config',
          content: rulePackText({ name: 'c', level: 'good' }),
        },
        plugin(rulePackText({ name: 'd', level: 'good' })),
      ],
      servers: new Map([[ours, rulePackText({ name: 'a', level: 'good' })]]),
      store: await createStore(),
      factDescriptions: () => [fact],
      targetLevel: 'good',
    });

    await expect(registry.start()).resolves.toEqual({ changed: true });

    await expect(packs()).resolves.toEqual([
      'a 1.0.0',
      'b 1.0.0',
      'c 1.0.0',
      'd 1.0.0',
    ]);
    expect(registry.current()).toMatchObject({
      rules: {
        checks: [
          { id: 'a-owner' },
          { id: 'b-owner' },
          { id: 'c-owner' },
          { id: 'd-owner' },
        ],
      },
      target: { level: 'good', rank: 1 },
    });
    const { items, facts } = await registry.describe();
    expect(items.map(({ status }) => status.origin)).toEqual([
      'url',
      'file',
      'config',
      'plugin',
    ]);
    expect(facts).toEqual([fact]);
    expect(warnings()).toEqual([]);
  });

  it('takes the examples of the documentation as they stand there', async () => {
    const examplesOf = async (page: string) => {
      const text = await readFile(
        path.join(
          resolvePackagePath('@paved-road/plugin-paved-road-backend'),
          '../../docs',
          page,
        ),
        'utf8',
      );
      return [...text.matchAll(/```yaml.*\n([\s\S]*?)```/g)].map(
        ([, yaml]) => yaml,
      );
    };
    const guide = await examplesOf('guides/stay.md');
    const [selected, ofKinds, configured, overridden] = guide
      .map(example => parse(example))
      .filter(({ pavedRoad }) => pavedRoad?.scorecards)
      .map(example => readRulePackSources(new ConfigReader(example)));
    expect(
      [selected, ofKinds, configured, overridden].map(sources =>
        sources.map(({ origin }) => origin),
      ),
    ).toEqual([
      ['built-in'],
      ['built-in', 'built-in'],
      ['built-in', 'built-in', 'built-in', 'file', 'url', 'config'],
      ['built-in'],
    ]);
    expect(selected[0].wanted?.services).toBeDefined();
    const [rulePack] = await examplesOf('reference/rule-packs.md');
    const { registry, packs } = createRulePackRegistry({
      sources: [
        file('rules.yaml', rulePack),
        ...overridden,
        ...configured.filter(({ origin }) => origin === 'config'),
      ],
      store: await createStore(),
      // Of the example, whatever facts it reads.
      schemas: () => ({ repository: z.any() }),
    });

    await registry.start();

    await expect(packs()).resolves.toHaveLength(3);
    const { items } = await registry.describe();
    expect(items[1].status.changes).toHaveLength(4);
  });

  it('names the file, position and check of all problems of all packs, and changes nothing', async () => {
    const store = await createStore();
    const good = createRulePackRegistry({
      sources: [file('a.yaml', rulePackText())],
      store,
    });
    await good.registry.start();
    const before = await store.get();
    const { registry } = createRulePackRegistry({
      sources: [
        file('a.yaml', rulePackText({ expression: 'entity.spec.owner &&' })),
        file(
          'b.yaml',
          rulePackText({ name: 'b', expression: 'facts.cost + 1.0' }),
        ),
        file('c.yaml', rulePackText().replace('title: Has', 'tilte: Has')),
        file('d.yaml', 'kind: ['),
        plugin(rulePackText({ name: 'e', checks: ['b-owner'] })),
        file(
          'f.yaml',
          rulePackText({ name: 'f', expression: 'facts.price > 1.0' }),
        ),
      ],
      store,
      schemas: () => ({ cost: z.number() }),
    });

    const starting = registry.start();

    await expect(starting).rejects.toMatchObject({ name: 'InputError' });
    for (const problem of [
      /a\.yaml:16:7: check house-rules-owner: expression: .* \(?at 1:\d+\)?/,
      /b\.yaml:16:7: check b-owner: expression: .*bool/,
      /c\.yaml:12:7: check house-rules-owner: spec\.checks\.0\.tilte: unknown field/,
      /d\.yaml:1:8: /,
      /f\.yaml:16:7: check f-owner: expression: .*price/,
      /acme-plugin:11:7: check b-owner is also declared at b\.yaml:11:7/,
    ]) {
      await expect(starting).rejects.toThrow(problem);
    }
    await expect(store.get()).resolves.toEqual(before);
    expect(() => registry.current()).toThrow('have not been read yet');
  });

  it('needs a name of its own for each source', async () => {
    const packs = new PluginRulePacks();
    packs.addRulePack(rulePackText(), 'a.yaml');
    expect(() => packs.addRulePack(rulePackText(), 'a.yaml')).toThrow(
      'a.yaml is already the source of a rule pack; give each pack its own source',
    );
    const store = await createStore();

    expect(() =>
      createRulePackRegistry({
        sources: [file('a.yaml', rulePackText()), ...packs.sources()],
        store,
      }),
    ).toThrow('Two sources of rule packs are named a.yaml');
  });

  it('shows the resolved path of a missing file, and where paths start', async () => {
    const missing: RulePackSource = {
      source: 'no/such.yaml',
      origin: 'file',
      file: path.resolve('no/such.yaml'),
      namedBy: 'pavedRoad.scorecards.rulePacks.0.source',
    };

    await expect(
      createRulePackRegistry({
        sources: [missing],
        store: await createStore(),
      }).registry.start(),
    ).rejects.toThrow(
      `pavedRoad.scorecards.rulePacks.0.source: cannot read it: ENOENT: no such file or directory, open '${process.cwd()}/no/such.yaml'; use a path relative to ${process.cwd()}`,
    );
  });

  it('needs the same levels everywhere, and the target level among them', async () => {
    const store = await createStore();
    const a = file('a.yaml', rulePackText({ level: 'good' }));
    const b = file('b.yaml', rulePackText({ name: 'b', level: 'fine' }));

    await expect(
      createRulePackRegistry({ sources: [a, b], store }).registry.start(),
    ).rejects.toThrow(/b\.yaml:6:3: the levels fine .* differ from good/);
    await expect(
      createRulePackRegistry({ sources: [a], store }).registry.start(),
    ).rejects.toThrow(
      'pavedRoad.scorecards.targetLevel: silver is not a level of the rule packs, use one of good',
    );
  });

  it.each([
    ['cannot be read', undefined, '404 Not Found'],
    ['is broken', 'kind: [', `${theirs}:1:8: `],
    [
      'does not go with the others',
      rulePackText({ name: 'theirs', checks: ['house-rules-owner'] }),
      'check house-rules-owner is also declared at',
    ],
    [
      'has other levels',
      rulePackText({ name: 'theirs', level: 'other' }),
      'the levels silver (The level) differ from other (The level)',
    ],
  ])(
    'goes on without a URL that %s, or with its last good content',
    async (_, text, problem) => {
      const store = await createStore();
      const servers = new Map<string, string>();
      const options = {
        // First, so that the others are measured by it, if it had its way.
        sources: [url(theirs), file('a.yaml', rulePackText())],
        servers,
        store,
      };
      const setText = () =>
        text === undefined ? servers.delete(theirs) : servers.set(theirs, text);
      const message = expect.stringContaining(problem);

      setText();
      const first = createRulePackRegistry(options);
      await first.registry.start();

      await expect(first.packs()).resolves.toEqual(['house-rules 1.0.0']);
      await expect(first.registry.describe()).resolves.toMatchObject({
        inactive: [{ source: theirs, origin: 'url', problem: { message } }],
      });
      expect(first.warnings()).toEqual([
        expect.stringContaining(`Rule pack ${theirs} is not active: `),
      ]);

      servers.set(theirs, rulePackText({ name: 'theirs' }));
      await first.registry.refresh();
      setText();
      const second = createRulePackRegistry(options);
      await expect(second.registry.start()).resolves.toEqual({
        changed: false,
      });

      await expect(second.packs()).resolves.toEqual([
        'theirs 1.0.0',
        'house-rules 1.0.0',
      ]);
      await expect(second.registry.describe()).resolves.toMatchObject({
        items: [{ status: { problem: { message } } }, {}],
        inactive: [],
      });
      expect(second.warnings()).toEqual([
        expect.stringContaining(
          `Rule pack ${theirs} stays active in version 1.0.0: `,
        ),
      ]);
    },
  );

  it('starts with no rules where no URL answers, and has them when one does', async () => {
    const servers = new Map<string, string>();
    const { registry, packs } = createRulePackRegistry({
      sources: [url(ours), url(theirs)],
      servers,
      store: await createStore(),
    });

    await registry.start();
    expect(registry.current()).toMatchObject({
      rules: { checks: [], levels: [] },
      target: { level: 'silver', rank: 1 },
    });

    servers.set(theirs, rulePackText());
    await expect(registry.refresh()).resolves.toEqual({ changed: true });
    await expect(packs()).resolves.toEqual(['house-rules 1.0.0']);
  });

  it('keeps the last good content of a URL only as long as another version of it can read that', async () => {
    const store = await createStore();
    const servers = new Map([[theirs, rulePackText({ name: 'theirs' })]]);
    const sources = [url(theirs), file('a.yaml', rulePackText())];
    await createRulePackRegistry({
      sources,
      servers,
      store,
    }).registry.start();
    const { revision, hash, packs: stored } = await store.get();
    await store.activate(
      {
        hash,
        packs: stored.map(pack => ({
          ...pack,
          content: pack.content && { ...pack.content, text: 'kind: Older' },
        })),
      },
      revision,
    );
    servers.clear();

    const { registry, packs } = createRulePackRegistry({
      sources,
      servers,
      store,
    });
    await registry.start();

    await expect(packs()).resolves.toEqual(['house-rules 1.0.0']);
  });

  it('forgets packs that are not configured any more', async () => {
    const store = await createStore();
    const a = file('a.yaml', rulePackText());
    const b = file('b.yaml', rulePackText({ name: 'b' }));
    await createRulePackRegistry({ sources: [a, b], store }).registry.start();

    const { registry, packs } = createRulePackRegistry({ sources: [b], store });
    await expect(registry.start()).resolves.toEqual({ changed: true });

    await expect(packs()).resolves.toEqual(['b 1.0.0']);
    await expect(store.get()).resolves.toMatchObject({
      packs: [{ source: 'b.yaml' }],
    });
  });

  it('tells whether other rules are active than before', async () => {
    const store = await createStore();
    const a = file('a.yaml', rulePackText());
    const b = file('b.yaml', rulePackText({ name: 'b' }));
    const start = async (
      options: Partial<Parameters<typeof createRulePackRegistry>[0]>,
    ) => {
      const { registry } = createRulePackRegistry({
        sources: [a, b],
        store,
        ...options,
      });
      const { changed } = await registry.start();
      return { changed, hash: registry.current().hash };
    };

    const first = await start({});
    expect(first.changed).toBe(true);
    await expect(start({})).resolves.toEqual({ ...first, changed: false });
    await expect(start({ sources: [b, a] })).resolves.toEqual({
      changed: true,
      hash: expect.not.stringMatching(first.hash),
    });
    await start({});
    await expect(
      start({ factDescriptions: () => [fact] }),
    ).resolves.toMatchObject({ changed: true });
    await expect(
      start({
        factDescriptions: () => [{ ...fact, schema: { type: 'string' } }],
      }),
    ).resolves.toMatchObject({ changed: true });
    await expect(
      start({
        factDescriptions: () => [
          { ...fact, schema: { type: 'string' }, title: 'Price' },
        ],
      }),
    ).resolves.toMatchObject({ changed: false });
  });

  it('warns where the version does not rise with the content', async () => {
    const store = await createStore();
    const start = async (version: string, expression: string) => {
      const { registry, warnings } = createRulePackRegistry({
        sources: [file('a.yaml', rulePackText({ version, expression }))],
        store,
      });
      await registry.start();
      return warnings();
    };

    await expect(start('1.9.0', '1 < 2')).resolves.toEqual([]);
    await expect(start('1.10.0', '2 < 3')).resolves.toEqual([]);
    await expect(start('1.10.0', '3 < 4')).resolves.toEqual([
      'Rule pack house-rules at a.yaml has other content in the same version 1.10.0; raise the version with each change',
    ]);
    await expect(start('1.9.0', '1 < 2')).resolves.toEqual([
      'Rule pack a.yaml stays active in version 1.10.0: a.yaml has version 1.9.0, but the higher version 1.10.0 is active; raise the version to replace it',
    ]);
  });
});

describe.each(testDatabaseIds)(
  'RulePackRegistry of several back ends that start at the same time on %s',
  databaseId => {
    it('tells one of them that other rules are active', async () => {
      const knex = await databases.init(databaseId);
      const backEnds = Array.from({ length: 4 }, () =>
        createRulePackRegistry({
          sources: [plugin(rulePackText())],
          store: new RulePackStore(knex),
        }),
      );

      const outcomes = await Promise.all(
        backEnds.map(({ registry }) => registry.start()),
      );

      expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1);
      const hashes = backEnds.map(({ registry }) => registry.current().hash);
      expect(new Set(hashes).size).toBe(1);
    });
  },
);
