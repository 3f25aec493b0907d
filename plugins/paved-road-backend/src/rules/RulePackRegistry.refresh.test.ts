import { createMockDirectory } from '@backstage/backend-test-utils';
import { createRulePackRegistry } from '../__testUtils__/createRulePackRegistry';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { RulePackStore } from './RulePackStore';
import { RulePackSource } from './readRulePackSources';

const databases = createTestDatabases();

const theirs = 'https://example.com/theirs.yaml';

describe('RulePackRegistry at a refresh', () => {
  const directory = createMockDirectory();

  function file(name: string): RulePackSource {
    return {
      source: name,
      origin: 'file',
      file: directory.resolve(name),
      namedBy: 'pavedRoad.scorecards.rulePacks.0',
    };
  }

  /** A back end with two files and a URL. */
  async function start(
    overrides: Partial<Parameters<typeof createRulePackRegistry>[0]> = {},
  ) {
    directory.setContent({
      'a.yaml': rulePackText({ name: 'a' }),
      'b.yaml': rulePackText({ name: 'b' }),
    });
    const store: RulePackStore = new RulePackStore(
      await databases.init('SQLITE_3'),
    );
    const servers = new Map([[theirs, rulePackText({ name: 'theirs' })]]);
    const backEnd = createRulePackRegistry({
      sources: [
        file('a.yaml'),
        file('b.yaml'),
        { source: theirs, origin: 'url' },
      ],
      store,
      servers,
      ...overrides,
    });
    await backEnd.registry.start();
    const statusOf = async (name: string) => {
      const { items } = await backEnd.registry.describe();
      return items.find(({ metadata }) => metadata.name === name)?.status;
    };
    return { ...backEnd, store, servers, statusOf };
  }

  it('changes nothing where nothing is new', async () => {
    const { registry, store, warnings } = await start();
    const { revision } = await store.get();
    const before = registry.current();

    await expect(registry.refresh()).resolves.toEqual({ changed: false });
    await registry.sync();

    await expect(store.revision()).resolves.toBe(revision);
    expect(registry.current()).toBe(before);
    expect(warnings()).toEqual([]);
  });

  it('makes new content active, and tells of it', async () => {
    const { registry, servers, packs, statusOf, warnings } = await start();
    const before = registry.current();
    const { activeSince } = (await statusOf('a'))!;
    const changes: unknown[] = [];
    registry.onChange((current, previous) => changes.push(current, previous));
    directory.addContent({
      'b.yaml': rulePackText({ name: 'b', version: '2.0.0' }),
    });
    servers.set(theirs, rulePackText({ name: 'theirs', version: '3.0.0' }));

    await expect(registry.refresh()).resolves.toEqual({ changed: true });

    await expect(packs()).resolves.toEqual([
      'a 1.0.0',
      'b 2.0.0',
      'theirs 3.0.0',
    ]);
    expect(registry.current().hash).not.toBe(before.hash);
    expect(changes).toEqual([registry.current(), before]);
    await expect(statusOf('a')).resolves.toMatchObject({ activeSince });
    await expect(registry.refresh()).resolves.toEqual({ changed: false });
    expect(changes).toHaveLength(2);
    expect(warnings()).toEqual([]);
  });

  it.each([
    ['is not YAML', 'kind: [', 'b.yaml:1:8: '],
    [
      'does not fit the schema',
      `${rulePackText({ name: 'b' })}  more: 1\n`,
      'b.yaml:18:3: spec.more: unknown field',
    ],
    [
      'has an expression of the wrong type',
      rulePackText({ name: 'b', expression: '1 + 1' }),
      'b.yaml:16:7: check b-owner: expression: ',
    ],
    ['is deleted', undefined, 'cannot read it: ENOENT'],
    ['is huge', 'x'.repeat(1_000_001), 'it has more than 1000000 bytes'],
    [
      'has a check of another pack',
      rulePackText({ name: 'b', checks: ['a-owner'] }),
      'b.yaml:11:7: check a-owner is also declared at a.yaml:11:7',
    ],
    [
      'has other levels than the other packs',
      rulePackText({ name: 'b', level: 'gold' }),
      'b.yaml:6:3: the levels gold (The level) differ from silver',
    ],
  ])(
    'keeps the last good content of a file that %s, and warns once',
    async (_, content, message) => {
      const { registry, packs, statusOf, warnings } = await start();
      const before = registry.current();
      if (content === undefined) {
        directory.setContent({ 'a.yaml': rulePackText({ name: 'a' }) });
      } else {
        directory.addContent({ 'b.yaml': content });
      }

      await expect(registry.refresh()).resolves.toEqual({ changed: false });
      const first = await statusOf('b');
      await expect(registry.refresh()).resolves.toEqual({ changed: false });

      expect(registry.current()).toBe(before);
      expect(first).toMatchObject({
        problem: { message: expect.stringContaining(message) },
      });
      await expect(statusOf('b')).resolves.toMatchObject({
        problem: first?.problem,
      });
      expect(warnings()).toEqual([expect.stringContaining(message)]);
      expect(warnings()[0]).toMatch(
        /^Rule pack b\.yaml stays active in version 1\.0\.0: /,
      );

      directory.addContent({
        'b.yaml': rulePackText({ name: 'b', version: '1.0.1' }),
      });
      await expect(registry.refresh()).resolves.toEqual({ changed: true });
      await expect(packs()).resolves.toContain('b 1.0.1');
      await expect(statusOf('b')).resolves.not.toHaveProperty(
        'problem.message',
      );
    },
  );

  it('takes back what a problem was about', async () => {
    const { registry, statusOf } = await start();
    directory.addContent({ 'b.yaml': 'kind: [' });
    await registry.refresh();

    directory.addContent({ 'b.yaml': rulePackText({ name: 'b' }) });
    await expect(registry.refresh()).resolves.toEqual({ changed: false });

    expect((await statusOf('b'))?.problem).toBeUndefined();
  });

  it('keeps the last good content of a URL, and takes what is new when there is', async () => {
    const { registry, servers, packs, statusOf } = await start();

    servers.delete(theirs);
    await registry.refresh();
    await expect(statusOf('theirs')).resolves.toMatchObject({
      problem: { message: expect.stringContaining('404 Not Found') },
    });

    servers.set(theirs, rulePackText({ name: 'theirs' }));
    await registry.refresh();
    expect((await statusOf('theirs'))?.problem).toBeUndefined();

    servers.set(theirs, rulePackText({ name: 'theirs', checks: ['a-owner'] }));
    await registry.refresh();
    await expect(statusOf('theirs')).resolves.toMatchObject({
      problem: { message: expect.stringContaining('check a-owner is also') },
    });

    // The URL has not changed, but what it did not go with has.
    directory.addContent({
      'a.yaml': rulePackText({
        name: 'a',
        version: '2.0.0',
        checks: ['other'],
      }),
    });
    await expect(registry.refresh()).resolves.toEqual({ changed: true });
    await expect(packs()).resolves.toEqual([
      'a 2.0.0',
      'b 1.0.0',
      'theirs 1.0.0',
    ]);
    expect(registry.current().rules.checks.map(({ id }) => id)).toEqual([
      'other',
      'b-owner',
      'a-owner',
    ]);
  });

  it('changes several packs at the same time where they only go together', async () => {
    const { registry, servers } = await start();
    directory.addContent({
      'a.yaml': rulePackText({ name: 'a', checks: ['b-owner'] }),
      'b.yaml': rulePackText({ name: 'b', checks: ['theirs-owner'] }),
    });
    servers.set(theirs, rulePackText({ name: 'theirs', checks: ['a-owner'] }));

    await expect(registry.refresh()).resolves.toEqual({ changed: true });

    expect(registry.current().rules.checks.map(({ id }) => id)).toEqual([
      'b-owner',
      'theirs-owner',
      'a-owner',
    ]);
  });

  it('takes those that go with what there is where they do not go together', async () => {
    const { registry, packs, statusOf } = await start();
    directory.addContent({
      'a.yaml': rulePackText({
        name: 'a',
        version: '2.0.0',
        checks: ['new'],
      }),
      'b.yaml': rulePackText({
        name: 'b',
        version: '2.0.0',
        checks: ['new'],
      }),
    });

    await expect(registry.refresh()).resolves.toEqual({ changed: true });

    await expect(packs()).resolves.toEqual([
      'a 2.0.0',
      'b 1.0.0',
      'theirs 1.0.0',
    ]);
    expect((await statusOf('a'))?.problem).toBeUndefined();
    await expect(statusOf('b')).resolves.toMatchObject({
      problem: { message: expect.stringContaining('check new is also') },
    });
  });

  it('does not take packs without the target level', async () => {
    const { registry, servers, statusOf } = await start();
    const before = registry.current();
    directory.addContent({
      'a.yaml': rulePackText({ name: 'a', level: 'gold' }),
      'b.yaml': rulePackText({ name: 'b', level: 'gold' }),
    });
    servers.set(theirs, rulePackText({ name: 'theirs', level: 'gold' }));

    await expect(registry.refresh()).resolves.toEqual({ changed: false });

    expect(registry.current()).toBe(before);
    expect((await statusOf('a'))?.problem).toBeDefined();
  });

  it('names the target level where a pack alone does not have it', async () => {
    const { registry, statusOf } = await start({ sources: [file('a.yaml')] });
    directory.addContent({
      'a.yaml': rulePackText({ name: 'a', level: 'gold' }),
    });

    await registry.refresh();

    await expect(statusOf('a')).resolves.toMatchObject({
      problem: {
        message:
          'pavedRoad.scorecards.targetLevel: silver is not a level of the rule packs, use one of gold',
      },
    });
  });

  it('warns where the version does not rise with the content', async () => {
    const { registry, warnings } = await start();
    directory.addContent({
      'a.yaml': rulePackText({ name: 'a', expression: '1 < 2' }),
    });

    await registry.refresh();
    await registry.refresh();

    expect(warnings()).toEqual([
      'Rule pack a at a.yaml has other content in the same version 1.0.0; raise the version with each change',
    ]);
  });

  it('keeps the higher version of a URL, and shows why', async () => {
    const { registry, servers, packs, statusOf } = await start();
    servers.set(theirs, rulePackText({ name: 'theirs', version: '0.9.0' }));

    await expect(registry.refresh()).resolves.toEqual({ changed: false });

    await expect(packs()).resolves.toContain('theirs 1.0.0');
    await expect(statusOf('theirs')).resolves.toMatchObject({
      problem: { message: expect.stringContaining('has version 0.9.0, but') },
    });
  });

  it('goes on with its rules while the database is gone', async () => {
    const knex = await databases.init('SQLITE_3');
    const store = new RulePackStore(knex);
    const { registry, packs } = await start({ store });
    const before = registry.current();
    const gone = async () => {
      throw new Error('connection refused');
    };
    directory.addContent({
      'a.yaml': rulePackText({ name: 'a', version: '2.0.0' }),
    });

    for (const method of ['get', 'activate'] as const) {
      const outage = jest.spyOn(store, method).mockImplementation(gone);
      await expect(registry.refresh()).rejects.toThrow('connection refused');
      outage.mockRestore();
    }
    const outage = jest.spyOn(store, 'revision').mockImplementation(gone);
    await expect(registry.sync()).rejects.toThrow('connection refused');
    outage.mockRestore();
    expect(registry.current()).toBe(before);

    await expect(registry.refresh()).resolves.toEqual({ changed: true });
    await expect(packs()).resolves.toContain('a 2.0.0');
  });

  it('stops when the back end does', async () => {
    const { registry, store } = await start();
    const before = await store.get();
    const reason = new Error('shut down');
    directory.addContent({ 'a.yaml': 'kind: [' });

    await expect(registry.refresh(AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );

    await expect(store.get()).resolves.toEqual(before);
  });
});
