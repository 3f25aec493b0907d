import { DateTime } from 'luxon';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { FactClaim, FactResult, FactStore } from './FactStore';
import { KnexFactStore } from './KnexFactStore';

const databases = createTestDatabases();
const noon = DateTime.fromISO('2026-03-01T12:00:00.000Z', { zone: 'utc' });
const at = (minute: number) => noon.plus({ minutes: minute }).toISO()!;
const A = 'component:default/a';
const B = 'component:default/b';

const refsOf = (claims: FactClaim[]) =>
  claims.map(({ entityRef }) => entityRef).sort();

/** A result that is due again after an hour. */
const found = (
  claim: FactClaim,
  value: unknown,
  more: { etag?: string } = {},
): FactResult => ({
  claim,
  dueAt: at(60),
  status: 'known',
  value,
  source: 'https://example.com',
  ...more,
});

describe.each(testDatabaseIds)('FactStore on %s', databaseId => {
  /** Two back ends on one database. */
  async function createStores(): Promise<FactStore[]> {
    const knex = await databases.init(databaseId);
    return [new KnexFactStore(knex), new KnexFactStore(knex)];
  }

  const expectFacts = (
    store: FactStore,
    entityRef: string,
    names = ['repository'],
    hash = '1',
  ) => store.expect([{ entityRef, names, hash }]);

  /** Claims for a minute. */
  const claim = (store: FactStore, minute: number, limit = 1_000) =>
    store.claim({
      names: ['repository', 'incidents'],
      limit,
      now: at(minute),
      expiresAt: at(minute + 1),
    });

  it('reads only the facts that are asked for', async () => {
    const [store] = await createStores();
    await expectFacts(store, A, ['repository', 'incidents']);
    await expectFacts(store, B);
    const namesOf = async (names?: string[]) =>
      [...(await store.get([A, B], names)).values()].map(facts =>
        facts.map(({ name }) => name),
      );
    await expect(namesOf()).resolves.toEqual([
      ['incidents', 'repository'],
      ['repository'],
    ]);
    await expect(namesOf(['incidents'])).resolves.toEqual([['incidents']]);
    await expect(namesOf([])).resolves.toEqual([]);
  });

  it('tells facts apart without their values', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    const versionOf = async () =>
      (await store.versions([A, B])).get(A)?.map(({ version }) => version);
    const seen = [await versionOf()];
    const saved = async (
      minute: number,
      result: (of: FactClaim) => FactResult,
    ) => {
      const [claimed] = await store.claim({
        names: ['repository'],
        limit: 1,
        now: at(minute),
        expiresAt: at(minute + 1),
        entityRef: A,
      });
      await store.save([result(claimed)], at(minute));
      return await versionOf();
    };
    seen.push(await saved(1, of => found(of, { files: 1 })));
    seen.push(await saved(2, of => found(of, { files: 2 })));
    expect(await saved(3, of => found(of, { files: 2 }))).toEqual(seen[2]);
    const gone = (claimed: FactClaim): FactResult => ({
      claim: claimed,
      dueAt: at(60),
      status: 'unknown',
      reason: 'It is gone',
    });
    seen.push(await saved(4, gone));
    expect(await saved(5, gone)).toEqual(seen[3]);
    expect(new Set(seen.map(String)).size).toBe(4);
    expect((await store.versions([B])).size).toBe(0);
  });

  it('has those facts that are expected, due at once', async () => {
    const [store] = await createStores();
    await store.expect([]);
    await store.expect([
      { entityRef: A, names: ['repository', 'incidents'], hash: '1' },
      { entityRef: B, names: ['repository'], hash: '1' },
      { entityRef: 'component:default/c', names: [], hash: '1' },
    ]);
    expect(Object.fromEntries(await store.get([A, B, 'x:y/z']))).toMatchObject({
      [A]: [
        { name: 'incidents', status: 'pending' },
        { name: 'repository', status: 'pending' },
      ],
      [B]: [{ entityRef: B, name: 'repository', status: 'pending' }],
    });

    await store.expect([
      { entityRef: A, names: ['incidents'], hash: '1' },
      { entityRef: B, names: [], hash: '1' },
    ]);
    const left = await store.get([A, B]);
    expect([...left.keys()]).toEqual([A]);
    expect(left.get(A)).toMatchObject([{ name: 'incidents' }]);
    expect(refsOf(await claim(store, 0))).toEqual([A]);
  });

  it('collects the facts of an entity again when the entity changes, and then without what is known of the one before', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    await store.save(
      (await claim(store, 0)).map(c => found(c, 1, { etag: 'e1' })),
      at(0),
    );
    await expectFacts(store, A);
    await expect(claim(store, 1)).resolves.toEqual([]);

    await expectFacts(store, A, ['repository'], '2');
    expect((await store.get([A])).get(A)).toMatchObject([{ value: 1 }]);
    const [changed] = await claim(store, 1);
    expect(changed.previous).toBeUndefined();

    await expectFacts(store, A, ['repository'], '3');
    await expect(store.save([found(changed, 2)], at(1))).resolves.toEqual([]);
    const [again] = await claim(store, 1);
    await expect(store.save([found(again, 3)], at(1))).resolves.toEqual([A]);
    expect((await store.get([A])).get(A)).toMatchObject([{ value: 3 }]);
  });

  it('keeps a value with its source until it is due again, and hands it back', async () => {
    const [store] = await createStores();
    const value = { files: ['a\u0000b', '\ud800', '__proto__'], deep: [{}] };
    await expectFacts(store, A);
    const [first] = await claim(store, 0);
    expect(first).toEqual({
      entityRef: A,
      name: 'repository',
      failures: 0,
      token: expect.any(String),
    });
    await expect(
      store.save([found(first, value, { etag: 'e1' })], at(1)),
    ).resolves.toEqual([A]);

    expect((await store.get([A])).get(A)).toEqual([
      {
        entityRef: A,
        name: 'repository',
        dueAt: at(60),
        status: 'known',
        value,
        source: 'https://example.com',
        etag: 'e1',
        collectedAt: at(1),
      },
    ]);
    await expect(claim(store, 59)).resolves.toEqual([]);
    const [second] = await claim(store, 60);
    expect(second.previous).toEqual({ value, etag: 'e1' });
  });

  it('tells which entities have another value or status than before', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    let minute = 0;
    const save = async (result: object) => {
      minute += 1;
      const [claimed] = await claim(store, minute);
      return await store.save(
        [{ claim: claimed, dueAt: at(0), ...result } as FactResult],
        at(minute),
      );
    };
    const known = { status: 'known', source: 'here' };
    const failed = { status: 'unknown', reason: 'no answer' };

    expect(await save({ ...known, value: { a: 1, b: 2 } })).toEqual([A]);
    expect(await save({ ...known, value: { b: 2, a: 1 } })).toEqual([]);
    expect(await save({ status: 'not-modified' })).toEqual([]);
    expect(await save({ ...known, value: { a: 1, b: 3 } })).toEqual([A]);
    expect(await save(failed)).toEqual([A]);
    expect(await save({ ...failed, reason: 'another' })).toEqual([]);
    expect((await store.get([A])).get(A)).toMatchObject([
      { status: 'unknown', reason: 'another', failures: 2, triedAt: at(6) },
    ]);
    expect(await save({ status: 'not-modified' })).toEqual([A]);
    expect((await store.get([A])).get(A)).toMatchObject([
      { status: 'known', value: { a: 1, b: 3 }, collectedAt: at(7) },
    ]);
    expect(await save({ status: 'not-modified' })).toEqual([]);
    const [claimed] = await claim(store, 9);
    expect(claimed.failures).toBe(0);
  });

  it('names an entity once, and takes results of different kinds at the same time', async () => {
    const [store] = await createStores();
    await expectFacts(store, A, ['incidents', 'repository']);
    await expectFacts(store, B);
    const claims = await claim(store, 0);
    const changed = await store.save(
      claims.map(c =>
        c.name === 'incidents'
          ? { claim: c, dueAt: at(1), status: 'unknown', reason: 'hidden' }
          : found(c, c.entityRef),
      ),
      at(0),
    );
    expect(changed.sort()).toEqual([A, B]);
    expect((await store.get([A])).get(A)).toMatchObject([
      { name: 'incidents', reason: 'hidden', failures: 1, dueAt: at(1) },
      { name: 'repository', value: A },
    ]);
    await expect(store.save([], at(0))).resolves.toEqual([]);
  });

  it('gives no fact to two that claim at the same time', async () => {
    const stores = await createStores();
    const refs = Array.from({ length: 1_000 }, (_, i) => `component:a/c${i}`);
    await stores[0].expect(
      refs.map(entityRef => ({ entityRef, names: ['repository'], hash: '' })),
    );
    const claimed = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(stores[i % 2], 0, 50)),
    );
    // A claim passes over what others are claiming, so that some may get less than they ask for.
    const rest = await claim(stores[0], 0);
    expect(refsOf([...claimed.flat(), ...rest])).toEqual(refs.sort());
  });

  it('lets another take over when a claim expires, and ignores what the first one saves then', async () => {
    const [store, other] = await createStores();
    await expectFacts(store, A);
    const [first] = await claim(store, 0);
    await expect(claim(other, 0)).resolves.toEqual([]);
    const [second] = await claim(other, 1);
    expect(second.token).not.toBe(first.token);

    await expect(store.save([found(first, 1)], at(1))).resolves.toEqual([]);
    expect((await store.get([A])).get(A)).toMatchObject([
      { status: 'pending' },
    ]);
    await expect(other.save([found(second, 2)], at(1))).resolves.toEqual([A]);
    await expect(other.save([found(second, 3)], at(1))).resolves.toEqual([]);
  });

  it('keeps what is saved late when nobody else has taken over', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    const [late] = await claim(store, 0);
    await expect(store.save([found(late, 1)], at(30))).resolves.toEqual([A]);
  });

  it('takes what is due in a future that only a wrong clock can have meant', async () => {
    const [store, other] = await createStores();
    await expectFacts(store, A);
    await claim(store, 365 * 24 * 60);
    expect(refsOf(await claim(other, 0))).toEqual([A]);
  });

  it('takes those first that are new, and then those that have waited longest', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claims = await claim(store, 0);
    await store.save(
      claims.map(c => ({
        ...found(c, 1),
        dueAt: c.entityRef === A ? at(5) : at(4),
      })),
      at(0),
    );
    await expectFacts(store, 'component:default/new');
    const order: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      order.push(...refsOf(await claim(store, 10, 1)));
    }
    expect(order).toEqual(['component:default/new', B, A]);
  });

  it('claims only what it is asked for', async () => {
    const [store] = await createStores();
    await expectFacts(store, A, ['repository', 'incidents']);
    await expectFacts(store, B, ['repository']);
    const options = { limit: 10, now: at(0), expiresAt: at(1) };
    await expect(store.claim({ ...options, names: [] })).resolves.toEqual([]);
    await expect(
      store.claim({ ...options, names: ['incidents'] }),
    ).resolves.toMatchObject([{ entityRef: A, name: 'incidents' }]);
    // Due or not, and whoever has it.
    const claims = await store.claim({
      ...options,
      names: ['repository', 'incidents'],
      entityRef: A,
    });
    expect(refsOf(claims)).toEqual([A, A]);
    expect(refsOf(await claim(store, 0))).toEqual([B]);
  });

  it('makes the facts of a collector due, those that are being collected too', async () => {
    const [store] = await createStores();
    await expectFacts(store, A, ['repository', 'incidents']);
    await expectFacts(store, B);
    const claims = await claim(store, 0);
    await store.save(
      claims.filter(c => c.entityRef === A).map(c => found(c, 1)),
      at(0),
    );
    await store.expire('repository');
    const again = await claim(store, 0);
    expect(again.map(({ name }) => name)).toEqual(['repository', 'repository']);
    expect(refsOf(again)).toEqual([A, B]);
    const late = claims.filter(c => c.entityRef === B);
    await expect(
      store.save(
        late.map(c => found(c, 1)),
        at(0),
      ),
    ).resolves.toEqual([]);
  });

  it('forgets the facts of entities', async () => {
    const [store] = await createStores();
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claims = await claim(store, 0);
    await store.remove([A, 'component:default/never']);
    await store.save(
      claims.map(c => found(c, 1)),
      at(0),
    );
    expect([...(await store.get([A, B])).keys()]).toEqual([B]);
  });

  it('survives writers that touch the same facts at the same time', async () => {
    const stores = await createStores();
    const refs = Array.from({ length: 200 }, (_, i) => `component:a/c${i}`);
    const round = async (store: FactStore, number: number) => {
      const inAnyOrder = number % 2 ? refs : refs.toReversed();
      await store.expect(
        inAnyOrder.map(entityRef => ({
          entityRef,
          names: ['repository', 'incidents'],
          hash: String(number % 3),
        })),
      );
      const claims = await claim(store, number, 100);
      await store.expire('repository');
      await store.save(
        claims.map(c => found(c, number)),
        at(number),
      );
      await store.remove(refs.slice(number, number + 20));
    };
    await expect(
      Promise.all(
        Array.from({ length: 12 }, (_, i) => round(stores[i % 2], i)),
      ),
    ).resolves.toHaveLength(12);
  });
});
