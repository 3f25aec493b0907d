import { DateTime } from 'luxon';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { FactPointStore } from './FactPointStore';
import { FactClaim, FactResult } from './StoredFact';
import { FactQueue } from './FactQueue';
import { FactStore } from './FactStore';

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
  async function createStores() {
    const knex = await databases.init(databaseId);
    return [0, 1].map(() => ({
      store: new FactStore(knex),
      queue: new FactQueue(knex),
    }));
  }

  async function setUp() {
    const knex = await databases.init(databaseId);
    const store = new FactStore(knex);
    const queue = new FactQueue(knex);
    return {
      knex,
      store,
      queue,
      points: new FactPointStore(knex),
      factOf: async (entityRef = A) =>
        (await store.get([entityRef])).get(entityRef)![0],
      versionOf: async () => (await store.versions([A])).get(A)![0].version,
      /** Claims the fact of an entity, whenever it is due, and saves a result. */
      async saveAt(minute: number, result: object, entityRef = A) {
        const [claimed] = await queue.claim({
          names: ['repository'],
          limit: 1,
          now: at(minute),
          expiresAt: at(minute + 1),
          entityRef,
        });
        const saved = { claim: claimed, dueAt: at(minute + 60), ...result };
        return {
          claimed,
          changed: await queue.save([saved as FactResult], at(minute)),
        };
      },
      /** As if it had been pushed at noon. */
      async push(entityRef: string, expiresAt?: string) {
        await knex('facts').insert({
          entity_ref: entityRef,
          name: 'coverage',
          entity_digest: '',
          due_at: new Date('9999-01-01T00:00:00Z'),
          status: 'known',
          value: '0.8',
          value_digest: 'x',
          source: 'https://ci.example.com/1',
          collected_at: new Date(at(0)),
          observed_at: new Date(at(0)),
          expires_at: expiresAt === undefined ? null : new Date(expiresAt),
          pushed_by: 'service:ci',
          failures: 0,
        });
      },
    };
  }

  const knows = (value: unknown, more: object = {}) => ({
    status: 'known',
    value,
    source: 'here',
    ...more,
  });

  const expectFacts = (
    store: FactStore,
    entityRef: string,
    names = ['repository'],
    hash = '1',
  ) => store.expect([{ entityRef, names, hash }]);

  const longestDelayMs = 3 * 3_600_000;

  /** Claims for a minute. */
  const claim = async (queue: FactQueue, minute: number, limit = 1_000) => {
    const claims: FactClaim[] = [];
    for (const name of ['incidents', 'repository']) {
      claims.push(
        ...(await queue.claim({
          name,
          longestDelayMs,
          limit: limit - claims.length,
          now: at(minute),
          expiresAt: at(minute + 1),
        })),
      );
    }
    return claims;
  };

  it('reads only the facts that are asked for', async () => {
    const [{ store }] = await createStores();
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

  it('begins with the facts that were read before the entity was there', async () => {
    const { store, queue, factOf } = await setUp();
    const first = { name: 'repository', value: { files: [] }, source: 'here' };
    await store.addFirst(A, [first]);
    await store.addFirst(A, [{ ...first, value: 'later' }]);
    expect(await factOf()).toMatchObject({ status: 'known', ...first });
    const now = DateTime.utc().toISO();
    const expiresAt = DateTime.utc().plus({ minutes: 1 }).toISO();
    const claimNow = () =>
      queue.claim({
        name: 'repository',
        longestDelayMs,
        limit: 1,
        now,
        expiresAt,
      });
    expect(await claimNow()).toEqual([]);
    await expectFacts(store, A);
    expect(await factOf()).toMatchObject({ status: 'known', ...first });
    expect(refsOf(await claimNow())).toEqual([A]);
  });

  it('distinguishes facts without reading their values', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    const versionOf = async () =>
      (await store.versions([A, B])).get(A)?.map(({ version }) => version);
    const seen = [await versionOf()];
    const saved = async (
      minute: number,
      result: (of: FactClaim) => FactResult,
    ) => {
      const [claimed] = await queue.claim({
        names: ['repository'],
        limit: 1,
        now: at(minute),
        expiresAt: at(minute + 1),
        entityRef: A,
      });
      await queue.save([result(claimed)], at(minute));
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

  it('counts known values by their etag', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claimed = await claim(queue, 1);
    await queue.save(
      claimed.map((one, index) => ({
        ...found(one, { files: index }),
        etag: `detectors${index} commit`,
      })),
      at(1),
    );
    await expect(
      store.countKnown('repository', 'detectors1 '),
    ).resolves.toEqual({ total: 2, matching: 1 });
    await expect(store.countKnown('incidents', '')).resolves.toEqual({
      total: 0,
      matching: 0,
    });
  });

  it('has those facts that are expected, due at once', async () => {
    const [{ store, queue }] = await createStores();
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
    expect(refsOf(await claim(queue, 0))).toEqual([A]);
  });

  it('collects the facts of an entity again when the entity changes, and then without what is known of the one before', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    await queue.save(
      (await claim(queue, 0)).map(c => found(c, 1, { etag: 'e1' })),
      at(0),
    );
    await expectFacts(store, A);
    await expect(claim(queue, 1)).resolves.toEqual([]);

    await expectFacts(store, A, ['repository'], '2');
    expect((await store.get([A])).get(A)).toMatchObject([{ value: 1 }]);
    const [changed] = await claim(queue, 1);
    expect(changed.previous).toBeUndefined();
    expect(changed.lastEtag).toBe('e1');

    await expectFacts(store, A, ['repository'], '3');
    await expect(queue.save([found(changed, 2)], at(1))).resolves.toEqual([]);
    const [again] = await claim(queue, 1);
    await expect(queue.save([found(again, 3)], at(1))).resolves.toEqual([A]);
    expect((await store.get([A])).get(A)).toMatchObject([{ value: 3 }]);
  });

  it('keeps a value with its source until it is due again, and hands it back', async () => {
    const [{ store, queue }] = await createStores();
    const value = { files: ['a\u0000b', '\ud800', '__proto__'], deep: [{}] };
    await expectFacts(store, A);
    const [first] = await claim(queue, 0);
    expect(first).toEqual({
      entityRef: A,
      name: 'repository',
      failures: 0,
      token: expect.any(String),
    });
    await expect(
      queue.save([found(first, value, { etag: 'e1' })], at(1)),
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
    await expect(claim(queue, 59)).resolves.toEqual([]);
    const [second] = await claim(queue, 60);
    expect(second.previous).toEqual({ value, etag: 'e1' });
  });

  it('returns the entities whose value or status has changed', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    let minute = 0;
    const save = async (result: object) => {
      minute += 1;
      const [claimed] = await claim(queue, minute);
      return await queue.save(
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
    const [claimed] = await claim(queue, 9);
    expect(claimed.failures).toBe(0);
  });

  it('names an entity once, and takes results of different kinds at the same time', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A, ['incidents', 'repository']);
    await expectFacts(store, B);
    const claims = await claim(queue, 0);
    const changed = await queue.save(
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
    await expect(queue.save([], at(0))).resolves.toEqual([]);
  });

  it('gives no fact to two that claim at the same time', async () => {
    const stores = await createStores();
    const refs = Array.from({ length: 1_000 }, (_, i) => `component:a/c${i}`);
    await stores[0].store.expect(
      refs.map(entityRef => ({ entityRef, names: ['repository'], hash: '' })),
    );
    const claimed = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(stores[i % 2].queue, 0, 50)),
    );
    // A claim passes over what others are claiming, so that some may get less than they ask for.
    const rest = await claim(stores[0].queue, 0);
    expect(refsOf([...claimed.flat(), ...rest])).toEqual(refs.sort());
  });

  it('lets another take over when a claim expires, and ignores what the first one saves then', async () => {
    const [{ store, queue }, { queue: other }] = await createStores();
    await expectFacts(store, A);
    const [first] = await claim(queue, 0);
    await expect(claim(other, 0)).resolves.toEqual([]);
    const [second] = await claim(other, 1);
    expect(second.token).not.toBe(first.token);

    await expect(queue.save([found(first, 1)], at(1))).resolves.toEqual([]);
    expect((await store.get([A])).get(A)).toMatchObject([
      { status: 'pending' },
    ]);
    await expect(other.save([found(second, 2)], at(1))).resolves.toEqual([A]);
    await expect(other.save([found(second, 3)], at(1))).resolves.toEqual([]);
  });

  it('keeps what is saved late when nobody else has taken over', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    const [late] = await claim(queue, 0);
    await expect(queue.save([found(late, 1)], at(30))).resolves.toEqual([A]);
  });

  it('claims what is due later than the longest delay, because a clock was ahead', async () => {
    const [{ store, queue }, { queue: other }] = await createStores();
    const twoDays = 2 * 24 * 60;
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claims = await claim(queue, twoDays, 1);
    // The other claim has expired by the time of the wrong clock.
    await claim(queue, twoDays);
    await queue.save(
      claims.map(c => ({ ...found(c, 1), dueAt: at(twoDays + 60) })),
      at(twoDays),
    );
    expect(refsOf(await claim(other, 0))).toEqual([A, B]);
    await expect(claim(other, 0)).resolves.toEqual([]);
  });

  it('begins the grace anew if it began in the future', async () => {
    const { store, saveAt, factOf } = await setUp();
    await expectFacts(store, A);
    await saveAt(0, knows(1));
    await saveAt(2 * 24 * 60, { status: 'failing', reason: '503' });
    await saveAt(1, { status: 'failing', reason: '503' });
    await expect(factOf()).resolves.toMatchObject({
      failing: { since: at(1) },
    });
  });

  it('claims new facts first, then the ones that have waited longest', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claims = await claim(queue, 0);
    await queue.save(
      claims.map(c => ({
        ...found(c, 1),
        dueAt: c.entityRef === A ? at(5) : at(4),
      })),
      at(0),
    );
    await expectFacts(store, 'component:default/new');
    const order: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      order.push(...refsOf(await claim(queue, 10, 1)));
    }
    expect(order).toEqual(['component:default/new', B, A]);
  });

  it('claims only what it is asked for', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A, ['repository', 'incidents']);
    await expectFacts(store, B, ['repository']);
    const options = { limit: 10, now: at(0), expiresAt: at(1) };
    await expect(
      queue.claim({ ...options, name: 'incidents', longestDelayMs }),
    ).resolves.toMatchObject([{ entityRef: A, name: 'incidents' }]);
    // Due or not, even if another has claimed it.
    const claims = await queue.claim({
      ...options,
      names: ['repository', 'incidents'],
      entityRef: A,
    });
    expect(refsOf(claims)).toEqual([A, A]);
    expect(refsOf(await claim(queue, 0))).toEqual([B]);
  });

  it('makes all facts of a collector due, also claimed ones', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A, ['repository', 'incidents']);
    await expectFacts(store, B);
    const claims = await claim(queue, 0);
    await queue.save(
      claims.filter(c => c.entityRef === A).map(c => found(c, 1)),
      at(0),
    );
    await store.expire('repository');
    const again = await claim(queue, 0);
    expect(again.map(({ name }) => name)).toEqual(['repository', 'repository']);
    expect(refsOf(again)).toEqual([A, B]);
    const late = claims.filter(c => c.entityRef === B);
    await expect(
      queue.save(
        late.map(c => found(c, 1)),
        at(0),
      ),
    ).resolves.toEqual([]);
  });

  it('forgets the facts of entities', async () => {
    const [{ store, queue }] = await createStores();
    await expectFacts(store, A);
    await expectFacts(store, B);
    const claims = await claim(queue, 0);
    await store.remove([A, 'component:default/never']);
    await queue.save(
      claims.map(c => found(c, 1)),
      at(0),
    );
    expect([...(await store.get([A, B])).keys()]).toEqual([B]);
  });

  it('keeps a known value while its source fails, with the time of the first failure', async () => {
    const { store, saveAt, factOf, versionOf } = await setUp();
    await expectFacts(store, A);
    await saveAt(0, knows(1, { place: 'p1' }));
    const version = await versionOf();

    const { changed } = await saveAt(10, { status: 'failing', reason: '503' });
    expect(changed).toEqual([]);
    await expect(versionOf()).resolves.toBe(version);
    await expect(factOf()).resolves.toMatchObject({
      status: 'known',
      value: 1,
      collectedAt: at(0),
      failing: { reason: '503', since: at(10) },
    });
    const again = await saveAt(20, { status: 'failing', reason: '504' });
    expect(again.claimed).toMatchObject({
      known: { value: 1, place: 'p1' },
      previous: { value: 1 },
      failures: 1,
      failingSince: at(10),
    });
    await expect(factOf()).resolves.toMatchObject({
      dueAt: at(80),
      failing: { reason: '504', since: at(10) },
    });

    const lost = await saveAt(30, { status: 'unknown', reason: '504' });
    expect(lost.claimed.failures).toBe(2);
    expect(lost.changed).toEqual([A]);
    await expect(factOf()).resolves.toMatchObject({
      status: 'unknown',
      reason: '504',
      failures: 3,
      lostSince: at(10),
    });
    const unknownVersion = await versionOf();
    const { claimed } = await saveAt(40, { status: 'unknown', reason: '504' });
    expect(claimed.known).toBeUndefined();
    expect(claimed.previous).toEqual({ value: 1 });
    await expect(versionOf()).resolves.toBe(unknownVersion);

    await saveAt(50, knows(1));
    await expect(versionOf()).resolves.toBe(version);
    expect(await factOf()).not.toHaveProperty('failing');
    const { claimed: healthy } = await saveAt(60, knows(1));
    expect(healthy).toMatchObject({ failures: 0 });
    expect(healthy).not.toHaveProperty('failingSince');
  });

  it('holds a value of an entity that has changed since, which is not handed back', async () => {
    const { store, saveAt } = await setUp();
    await expectFacts(store, A);
    await saveAt(0, knows(1, { place: 'p1' }));
    await expectFacts(store, A, ['repository'], '2');
    const { claimed } = await saveAt(1, { status: 'failing', reason: '503' });
    expect(claimed).toMatchObject({ known: { value: 1, place: 'p1' } });
    expect(claimed).not.toHaveProperty('previous');
  });

  it('leaves a fact as it is when its source takes no calls', async () => {
    const { store, saveAt, factOf, versionOf } = await setUp();
    const limited = { status: 'limited', reason: 'limit' };
    await expectFacts(store, A);
    await saveAt(0, limited);
    await expect(factOf()).resolves.toMatchObject({
      status: 'pending',
      reason: 'limit',
      dueAt: at(60),
    });
    await saveAt(1, { status: 'unknown', reason: 'broken' });
    const version = await versionOf();
    const { claimed, changed } = await saveAt(2, limited);
    expect(claimed.failures).toBe(1);
    expect(changed).toEqual([]);
    await expect(factOf()).resolves.toMatchObject({
      status: 'unknown',
      reason: 'broken',
      failures: 1,
    });
    await expect(versionOf()).resolves.toBe(version);

    await saveAt(3, knows(1));
    await saveAt(4, limited);
    const again = await saveAt(5, limited);
    expect(again.claimed.failures).toBe(0);
    await expect(factOf()).resolves.toMatchObject({
      status: 'known',
      failing: { reason: 'limit', since: at(4) },
    });
  });

  it('makes due what has failed since a time, except what others collect right now', async () => {
    const { store, saveAt, factOf, queue } = await setUp();
    const refs = [0, 1, 2, 3].map(index => `component:default/c${index}`);
    for (const [index, ref] of refs.entries()) {
      await expectFacts(store, ref);
      await saveAt(10 * index, { status: 'unknown', reason: '503' }, ref);
    }
    const C = 'component:default/healthy';
    await expectFacts(store, C);
    await saveAt(15, knows(1), C);
    // Another back end has this one.
    await queue.claim({
      names: ['repository'],
      limit: 1,
      now: at(0),
      expiresAt: at(500),
      entityRef: refs[2],
    });
    await queue.retryFailing('repository', { since: at(5), now: at(40) });
    const dueAt = async (ref: string) => (await factOf(ref)).dueAt;
    await expect(dueAt(refs[0])).resolves.toBe(at(60));
    await expect(dueAt(refs[1])).resolves.toBe(at(40));
    await expect(dueAt(refs[2])).resolves.toBe(at(500));
    await expect(dueAt(refs[3])).resolves.toBe(at(40));
    await expect(dueAt(C)).resolves.toBe(at(75));
  });

  it('marks due facts as failing, and ends those that have failed for long', async () => {
    const { store, saveAt, factOf, queue } = await setUp();
    const C = 'component:default/claimed';
    const D = 'component:default/fresh';
    for (const ref of [A, B, C]) {
      await expectFacts(store, ref);
      await saveAt(0, knows(1), ref);
    }
    await saveAt(30, { status: 'failing', reason: '503', dueAt: at(60) }, B);
    await expectFacts(store, D);
    await saveAt(45, knows(1), D);
    await queue.claim({
      names: ['repository'],
      limit: 1,
      now: at(60),
      expiresAt: at(62),
      entityRef: C,
    });
    await queue.markFailing('repository', { reason: 'limit', now: at(61) });
    const failures = await Promise.all(
      [A, B, C, D].map(async ref => {
        const fact = await factOf(ref);
        return fact.status === 'known' && fact.failing;
      }),
    );
    expect(failures).toEqual([
      { reason: 'limit', since: at(61) },
      { reason: '503', since: at(30) },
      undefined,
      undefined,
    ]);

    const ended = async (before: number, name = 'repository') =>
      await queue.endGraces(
        [
          { name: 'other', before: at(0) },
          { name, before: at(before) },
        ],
        {
          now: at(200),
          limit: 1,
        },
      );
    await expect(
      queue.endGraces([], { now: at(0), limit: 1 }),
    ).resolves.toEqual([]);
    await expect(ended(29)).resolves.toEqual([]);
    await expect(ended(70, 'incidents')).resolves.toEqual([]);
    await expect(ended(70)).resolves.toEqual([B]);
    await expect(ended(70)).resolves.toEqual([A]);
    await expect(ended(70)).resolves.toEqual([]);
    await expect(factOf(A)).resolves.toMatchObject({
      status: 'unknown',
      reason: 'limit',
      lostSince: at(61),
    });
  });

  it('keeps the numbers of known and earlier values', async () => {
    const { store, saveAt, points } = await setUp();
    const seriesOf = async () =>
      (
        await points.series([A], { name: 'repository', since: new Date(0) })
      ).get(A);
    await expectFacts(store, A);
    await saveAt(0, { status: 'unknown', reason: '503' });
    await expect(seriesOf()).resolves.toBeUndefined();
    await saveAt(
      1,
      knows(
        { open: 2, name: 'x' },
        {
          earlier: [
            { at: '2026-02-27T12:00:00.000Z', value: { open: 7 } },
            { at: '2026-03-01T11:00:00.000Z', value: { open: 9 } },
          ],
        },
      ),
    );
    const day = 24 * 60;
    await saveAt(day, { status: 'not-modified' });
    await saveAt(2 * day, { status: 'failing', reason: '503' });
    await saveAt(
      3 * day,
      knows({ open: 3 }, { observedAt: '2026-03-03T23:00:00.000Z' }),
    );
    await expect(seriesOf()).resolves.toEqual([
      {
        field: 'open',
        points: [
          { at: '2026-02-27', value: 7 },
          { at: '2026-03-01', value: 2 },
          { at: '2026-03-02', value: 2 },
          { at: '2026-03-03', value: 3 },
        ],
      },
    ]);
    await store.remove([A]);
    await expect(seriesOf()).resolves.toBeUndefined();
  });

  it('keeps no numbers of a claim that another has taken over', async () => {
    const { store, points, queue } = await setUp();
    await expectFacts(store, A);
    const [first] = await claim(queue, 0);
    await claim(queue, 1);
    await queue.save([found(first, 1)], at(1));
    const series = await points.series([A], {
      name: 'repository',
      since: new Date(0),
    });
    expect(series.size).toBe(0);
  });

  it('ends pushed facts that have expired, the oldest first and each once', async () => {
    const { push, factOf, queue } = await setUp();
    await push(A, at(2));
    await push(B, at(1));
    await push('component:default/later', at(4));
    await push('component:default/never');
    const ended = async (minute: number, limit = 10) =>
      await queue.endExpired({ now: at(minute), limit });
    await expect(ended(0)).resolves.toEqual([]);
    await expect(ended(3, 1)).resolves.toEqual([B]);
    await expect(ended(3)).resolves.toEqual([A]);
    await expect(ended(3)).resolves.toEqual([]);
    await expect(factOf(A)).resolves.toMatchObject({
      status: 'unknown',
      reason:
        'expired; last pushed by service:ci, source as stated: https://ci.example.com/1',
      triedAt: at(3),
    });
    await expect(factOf('component:default/later')).resolves.toMatchObject({
      status: 'known',
      expiresAt: at(4),
    });
  });

  it('keeps pushed facts of an entity that changes, and forgets them with it', async () => {
    const { store, push, factOf, queue } = await setUp();
    await push(A);
    await expectFacts(store, A, []);
    await expect(factOf()).resolves.toMatchObject({ name: 'coverage' });
    await expect(
      queue.claim({
        name: 'coverage',
        longestDelayMs,
        limit: 1,
        now: at(0),
        expiresAt: at(1),
      }),
    ).resolves.toEqual([]);
    // It is collected from now on.
    await expectFacts(store, A, ['coverage']);
    await expectFacts(store, A, []);
    expect((await store.get([A])).size).toBe(0);
    await push(A);
    await store.remove([A]);
    expect((await store.get([A])).size).toBe(0);
  });

  it('survives writers that touch the same facts at the same time', async () => {
    const stores = await createStores();
    const refs = Array.from({ length: 200 }, (_, i) => `component:a/c${i}`);
    const round = async (number: number) => {
      const { store, queue } = stores[number % 2];
      const inAnyOrder = number % 2 ? refs : refs.toReversed();
      await store.expect(
        inAnyOrder.map(entityRef => ({
          entityRef,
          names: ['repository', 'incidents'],
          hash: String(number % 3),
        })),
      );
      const claims = await claim(queue, number, 100);
      await store.expire('repository');
      await queue.save(
        claims.map(c => found(c, number)),
        at(number),
      );
      await store.remove(refs.slice(number, number + 20));
    };
    await expect(
      Promise.all(Array.from({ length: 12 }, (_, i) => round(i))),
    ).resolves.toHaveLength(12);
  });
});
