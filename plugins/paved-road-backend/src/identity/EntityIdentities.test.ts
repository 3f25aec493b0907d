import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  changeTo,
  createDraft,
  reviewed,
  reviewer,
} from '../__testUtils__/assessmentFixtures';
import { createMember } from '../__testUtils__/scorecardFixtures';
import { createScorecardStore } from '../__testUtils__/createScorecardStore';
import { createWaiverStore, search } from '../__testUtils__/createWaiverStore';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { juneDay } from '../__testUtils__/waiverFixtures';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { FactStore } from '../facts/FactStore';
import { EntityIdentities } from './EntityIdentities';

const databases = createTestDatabases();
const inJune = juneDay(3);

const entityOf = (uid: string | undefined, name = 'search'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name, uid },
});

describe.each(testDatabaseIds)('EntityIdentities on %s', databaseId => {
  let knex: Knex;
  let identities: EntityIdentities;
  let assessments: AssessmentStore;
  let waivers: Awaited<ReturnType<typeof createWaiverStore>>;
  let scorecards: Awaited<ReturnType<typeof createScorecardStore>>;
  let facts: FactStore;
  const exchanged = jest.fn(async (_entityRefs: string[]) => {});

  const findCounting = async () =>
    (await assessments.findCounting([search])).get(search);

  beforeEach(async () => {
    exchanged.mockClear();
    knex = await databases.init(databaseId);
    identities = new EntityIdentities(knex, exchanged);
    assessments = new AssessmentStore(knex);
    waivers = await createWaiverStore(knex);
    scorecards = await createScorecardStore(knex, [
      createMember('search', ['pass', 'fail']),
    ]);
    facts = new FactStore(knex);
  });

  /** An approved assessment. */
  async function approve(at?: string, idempotencyKey?: string) {
    const { assessment } = await assessments.create(
      changeTo(createDraft(), 'created'),
      idempotencyKey,
    );
    const [approved] = (await assessments.save([
      changeTo(reviewed(assessment, 'approved', at), 'approved'),
    ]))!;
    return approved;
  }

  /** What is found under the name of the entity. */
  async function found() {
    const { items } = await assessments.history(search, { limit: 9 });
    const inForce = await waivers.store.inForce([search], inJune);
    const { items: transitions } = await scorecards.store.transitions(search, {
      limit: 9,
    });
    return {
      assessments: items.map(({ id }) => id),
      waivers: (inForce.get(search) ?? []).map(({ id }) => id),
      transitions: transitions.length,
      scorecard: await scorecards.store.get(search),
      facts: (await facts.get([search])).get(search),
    };
  }

  /** The records of one entity, of which each kind is there. */
  async function fill() {
    const assessment = await approve();
    const waiver = await waivers.createApproved();
    await facts.expect([
      { entityRef: search, names: ['repository'], hash: '1' },
    ]);
    return { assessment, waiver };
  }

  const nothing = {
    assessments: [],
    waivers: [],
    transitions: 0,
    scorecard: undefined,
    facts: undefined,
  };

  it('gives what is there to the entity that is seen first, and leaves it there', async () => {
    const { assessment, waiver } = await fill();
    await expect(identities.see([entityOf(undefined)])).resolves.toEqual([]);
    await expect(identities.see([entityOf('a')])).resolves.toEqual([]);
    await expect(identities.see([entityOf('a')])).resolves.toEqual([]);
    await expect(found()).resolves.toMatchObject({
      assessments: [assessment.id],
      waivers: [waiver.id],
      scorecard: { entityRef: search },
      facts: [{ name: 'repository' }],
    });
    await expect(identities.listOrphans(search)).resolves.toEqual([]);
    expect(exchanged).not.toHaveBeenCalled();
  });

  it('hides the records of an earlier entity until somebody adopts them, and does so once', async () => {
    await identities.see([entityOf('a')]);
    const { assessment, waiver } = await fill();
    const before = await found();
    await expect(identities.see([entityOf('b')])).resolves.toEqual([search]);
    expect(exchanged).toHaveBeenCalledWith([search]);

    await expect(found()).resolves.toEqual(nothing);
    await expect(identities.isOrphaned(search)).resolves.toBe(true);
    await expect(identities.isOrphaned(search, 'a')).resolves.toBe(true);
    await expect(identities.isOrphaned(search, 'b')).resolves.toBe(false);
    const { items: listed } = await scorecards.fleetStore.list(
      {},
      { sort: 'name', limit: 9 },
      { all: true },
    );
    expect(listed).toEqual([]);
    await expect(
      scorecards.fleetStore.patternMix({ all: true }),
    ).resolves.toEqual([]);
    const orphan = { entityRef: search, uid: 'a' };
    await expect(identities.listOrphans(search)).resolves.toEqual([
      {
        ...orphan,
        orphanedAt: expect.any(String),
        assessments: 1,
        waivers: 1,
        historyDays: 2,
      },
    ]);

    await expect(identities.findOrphans({}, 9)).resolves.toEqual([orphan]);
    await expect(
      identities.findOrphans({ entityRefs: ['component:default/ranker'] }, 9),
    ).resolves.toEqual([]);
    await expect(
      identities.findOrphans({ since: new Date(Date.now() + 60_000) }, 9),
    ).resolves.toEqual([]);

    const adoptions = await Promise.all([
      identities.adopt([orphan], reviewer),
      identities.adopt([orphan], reviewer),
    ]);
    expect(adoptions.map(adoption => adoption.assessments).sort()).toEqual([
      0, 1,
    ]);
    expect(adoptions).toContainEqual({
      entityRefs: [search],
      assessments: 1,
      waivers: 1,
    });
    await expect(found()).resolves.toMatchObject({
      assessments: [assessment.id],
      waivers: [waiver.id],
      // Also the end of the scorecard.
      transitions: before.transitions + 1,
    });
    await expect(identities.listOrphans(search)).resolves.toEqual([]);
    await expect(identities.isOrphaned(search, 'a')).resolves.toBe(false);
  });

  it('gives an entity that is back its own records, and not those of the other', async () => {
    await identities.see([entityOf('a')]);
    const own = await approve();
    await identities.see([entityOf('b')]);
    const other = await approve();
    await identities.see([entityOf('a')]);
    await expect(found()).resolves.toMatchObject({ assessments: [own.id] });
    await identities.see([entityOf('b')]);
    await expect(found()).resolves.toMatchObject({ assessments: [other.id] });
  });

  it.each([['approved'], ['requested']] as const)(
    'ends one of two records that must be unique; the own waiver is %s',
    async status => {
      const expiresAt = DateTime.utc().plus({ days: 20 }).toISO();
      const createWaiver = (own: boolean, checkId: string) =>
        own === (status === 'approved')
          ? waivers.createApproved({ checkId, expiresAt })
          : waivers.create({ checkId, expiresAt });
      await identities.see([entityOf('a')]);
      const archived = await approve('2026-01-03T00:00:00.000Z', 'key');
      const archivedWaiver = await createWaiver(false, 'runbook');
      const other = await createWaiver(false, 'owner');
      const overdue = await waivers.createApproved({ checkId: 'alerts' });
      const inForce = await waivers.createApproved({
        checkId: 'pager',
        expiresAt,
      });
      await identities.see([entityOf('b')]);
      const own = await approve('2026-01-04T00:00:00.000Z', 'key');
      const ownWaiver = await createWaiver(true, 'runbook');
      await waivers.create({ checkId: 'alerts', expiresAt });
      const ownOverdue = await waivers.createApproved({ checkId: 'pager' });

      await identities.adopt([{ entityRef: search, uid: 'a' }], reviewer);

      await expect(findCounting()).resolves.toEqual(own);
      await expect(assessments.get(archived.id)).resolves.toMatchObject({
        status: 'superseded',
        events: [
          {},
          {},
          {
            action: 'superseded',
            actor: reviewer,
            comment: 'Records of an earlier entity with this name were adopted',
          },
        ],
      });
      // A waiver in force is worth more than a request.
      const [kept, ended] =
        status === 'approved'
          ? [ownWaiver, archivedWaiver]
          : [archivedWaiver, ownWaiver];
      await expect(waivers.store.get(kept.id)).resolves.toMatchObject({
        entityRef: search,
        status: 'approved',
      });
      await expect(waivers.store.get(ended.id)).resolves.toMatchObject({
        status: 'revoked',
        revocation: { by: reviewer },
        events: expect.arrayContaining([
          expect.objectContaining({ action: 'revoked', actor: reviewer }),
        ]),
      });
      for (const { id } of [overdue, ownOverdue]) {
        await expect(waivers.store.get(id)).resolves.toMatchObject({
          status: 'expired',
        });
      }
      await expect(waivers.store.get(inForce.id)).resolves.toMatchObject({
        entityRef: search,
        status: 'approved',
      });
      await expect(waivers.store.get(other.id)).resolves.toMatchObject({
        entityRef: search,
        status: other.status,
      });
    },
  );

  it('keeps the newer of two approved assessments, also if it is archived', async () => {
    await identities.see([entityOf('a')]);
    const archived = await approve('2026-01-04T00:00:00.000Z');
    await identities.see([entityOf('b')]);
    const own = await approve('2026-01-03T00:00:00.000Z');
    await identities.adopt([{ entityRef: search, uid: 'a' }], reviewer);
    await expect(findCounting()).resolves.toMatchObject({ id: archived.id });
    await expect(assessments.get(own.id)).resolves.toMatchObject({
      status: 'superseded',
    });
  });

  it('finds an adopted record again by its idempotency key, unless the name has a record with it', async () => {
    const create = async (key: string) =>
      await assessments.create(changeTo(createDraft(), 'created'), key);
    await identities.see([entityOf('a')]);
    const both = await create('both');
    const archived = await create('archived');
    const waiver = await waivers.create({}, 'waiver');
    await identities.see([entityOf('b')]);
    const own = await create('both');
    expect(own).toMatchObject({ created: true });
    expect(own.assessment.id).not.toBe(both.assessment.id);

    await identities.adopt([{ entityRef: search, uid: 'a' }], reviewer);
    for (const [key, { assessment }] of [
      ['both', own],
      ['archived', archived],
    ] as const) {
      await expect(create(key)).resolves.toMatchObject({
        created: false,
        assessment: { id: assessment.id },
      });
    }
    await expect(
      waivers.store.findRequest(waiver.requestedBy, search, 'waiver'),
    ).resolves.toMatchObject({ id: waiver.id });
  });

  it('adopts several earlier entities of one name, of which each has what there can be one of', async () => {
    const ids = [];
    for (const [index, uid] of ['a', 'b', 'c'].entries()) {
      await identities.see([entityOf(uid)]);
      ids.push((await approve(`2026-01-0${index + 3}T00:00:00.000Z`)).id);
    }
    await identities.adopt(await identities.findOrphans({}, 9), reviewer);
    await expect(findCounting()).resolves.toMatchObject({
      id: ids[2],
    });
    const { totalItems } = await assessments.history(search, { limit: 9 });
    expect(totalItems).toBe(3);
  });

  it('looks once more where a page of the catalog may be old', async () => {
    await identities.see([entityOf('b')]);
    const { id } = await approve();
    const reread = jest.fn(async () => [entityOf('b')]);
    await expect(
      identities.see([entityOf('a'), entityOf('x', 'ranker')], reread),
    ).resolves.toEqual([]);
    expect(reread).toHaveBeenCalledWith([search]);
    await expect(
      identities.see([entityOf('a')], async () => []),
    ).resolves.toEqual([]);
    await expect(found()).resolves.toMatchObject({ assessments: [id] });
  });

  it('is the same whoever sees it first: requests, and a pass over the catalog', async () => {
    const names = ['search', ...Array.from({ length: 20 }, (_, i) => `s${i}`)];
    const pageOf = (uid: string) => names.map(name => entityOf(uid, name));
    await Promise.all([
      identities.see(pageOf('a')),
      identities.see(pageOf('a').reverse()),
    ]);
    const { assessment } = await fill();
    const replica = new EntityIdentities(knex);
    const all = await Promise.all([
      identities.see([entityOf('b')]),
      replica.see(pageOf('b').reverse()),
      identities.see(pageOf('b')),
      replica.see([entityOf('b')]),
    ]);
    expect(all.flat().sort()).toEqual(
      names.map(name => `component:default/${name}`).sort(),
    );
    await expect(found()).resolves.toEqual(nothing);
    await expect(
      identities.adopt([{ entityRef: search, uid: 'a' }], reviewer),
    ).resolves.toMatchObject({ assessments: 1 });
    await expect(found()).resolves.toMatchObject({
      assessments: [assessment.id],
    });
  });

  it('takes one statement for a page of entities that are known', async () => {
    const page = [entityOf('a'), entityOf('x', 'ranker')];
    await identities.see(page);
    await expect(
      scorecards.countStatements(() => identities.see(page)),
    ).resolves.toBe(1);
  });

  it('refuses a write of a record that was orphaned since it was read', async () => {
    await identities.see([entityOf('a')]);
    const { assessment, waiver } = await fill();
    await identities.see([entityOf('b')]);
    await expect(
      assessments.save([changeTo(assessment, 'updated')]),
    ).resolves.toBeUndefined();
    await expect(
      waivers.store.save([
        {
          record: waiver,
          event: { at: waiver.requestedAt, actor: reviewer, action: 'revoked' },
        },
      ]),
    ).resolves.toBeUndefined();
    await expect(found()).resolves.toEqual(nothing);
  });
});
