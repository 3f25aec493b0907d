import { mockServices } from '@backstage/backend-test-utils';
import { Standing } from '@paved-road/plugin-paved-road-common';
import {
  changeTo,
  createDraft,
  reviewed,
} from '../__testUtils__/assessmentFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { AssessmentSummaryStore } from './AssessmentSummaryStore';
import { fillInStandings } from './fillInStandings';
import { AssessmentStore } from './AssessmentStore';
import { StandingStore } from './StandingStore';

const databases = createTestDatabases();
const clear: Standing = { id: 'clear', chance: 0.9, text: 'Clear, 90%' };
const broken: Standing = {
  id: 'no-longer-holds',
  chance: 0.81,
  text: 'No longer holds: Microservices 81% · decided: Modular monolith',
  overrides: { pattern: 'serverless', chance: 0.7 },
};
const everything = {
  entities: { all: true },
  orphaned: { all: true },
} as const;
const criteria = { approvedBefore: '2025-01-01T00:00:00.000Z' };

describe.each(testDatabaseIds)('StandingStore on %s', databaseId => {
  async function createStores() {
    const knex = await databases.init(databaseId);
    const assessments = new AssessmentStore(knex);
    const summaries = new AssessmentSummaryStore(knex);
    return {
      knex,
      assessments,
      store: new StandingStore(knex),
      summaries,
      create: async (standing?: Standing, entityRef?: string) => {
        const draft = createDraft({ ...(entityRef && { entityRef }) });
        const record = reviewed({ ...draft, standing }, 'approved');
        return (await assessments.create(changeTo(record, 'approved')))
          .assessment;
      },
      list: async (standing: Standing['id']) =>
        (
          await summaries.list({ standing }, everything, criteria, {
            limit: 10,
          })
        ).items,
    };
  }

  it('is written with the assessment, and read with it, in lists, and by rules', async () => {
    const { assessments, create, knex, list, summaries } = await createStores();
    const { id, entityRef } = await create(broken);
    await expect(assessments.get(id)).resolves.toMatchObject({
      standing: broken,
    });
    await expect(list('no-longer-holds')).resolves.toMatchObject([
      { id, standing: broken, stale: ['measured'] },
    ]);
    await expect(list('clear')).resolves.toEqual([]);
    const readStandings = () =>
      summaries.standingsFor([entityRef, 'component:default/other']);
    // Not in the catalog.
    await expect(readStandings()).resolves.toEqual(new Map());
    await new EntityIndexStore(knex).upsert(
      [
        {
          entityRef,
          kind: 'component',
          namespace: 'default',
          name: 'search',
          title: 'Search',
          snapshot: { dependencies: [] },
        },
      ],
      '1',
    );
    await expect(readStandings()).resolves.toEqual(
      new Map([[entityRef, broken]]),
    );
    const facts = await summaries.factsFor([entityRef], criteria);
    expect(facts.get(entityRef)).toMatchObject({ standing: broken.id });
  });

  it('is not shown for a rejected assessment', async () => {
    const { assessments, list, summaries } = await createStores();
    const record = reviewed(
      { ...createDraft({}), standing: broken },
      'rejected',
    );
    await assessments.create(changeTo(record, 'rejected'));
    await expect(list('no-longer-holds')).resolves.toEqual([]);
    const { items } = await summaries.list({}, everything, criteria, {
      limit: 10,
    });
    expect(items).toMatchObject([{ id: record.id, status: 'rejected' }]);
    expect(items[0].standing).toBeUndefined();
  });

  it('is saved for the revision that was read, and no other', async () => {
    const { assessments, create, store } = await createStores();
    const first = await create(clear);
    const second = await create(clear, 'component:default/other');
    await store.save([]);
    await store.save([
      { assessmentId: first.id, revision: 1, standing: broken },
      { assessmentId: second.id, revision: 2, standing: broken },
      { assessmentId: 'gone', revision: 1, standing: broken },
    ]);
    const standingFor = async (id: string) =>
      (await assessments.get(id))?.standing;
    await expect(standingFor(first.id)).resolves.toEqual(broken);
    await expect(standingFor(second.id)).resolves.toEqual(clear);
    // A standing is not a write.
    expect((await assessments.get(first.id))?.revision).toBe(1);
  });

  it('is filled in where an earlier version did not store it, except for damaged content', async () => {
    const { assessments, create, knex, list, store } = await createStores();
    const refs = Array.from(
      { length: 45 },
      (_, at) => `component:default/s${at}`,
    );
    const old = [];
    for (const entityRef of refs) {
      old.push(await create(undefined, entityRef));
    }
    await create(broken);
    await knex('assessments')
      .where({ id: old[7].id })
      .update({ advice: 'damaged' });
    const logger = mockServices.logger.mock();
    const { signal } = new AbortController();
    const unreadable = new Set<string>();
    await fillInStandings(store, logger, unreadable, signal);
    await expect(assessments.get(old[44].id)).resolves.toMatchObject({
      standing: clear,
    });
    expect(await list('clear')).toHaveLength(10);
    expect(await list('no-longer-holds')).toHaveLength(1);
    const left = await store.findWithout({ limit: 10 });
    expect(left.map(({ id }) => id)).toEqual([old[7].id]);
    // Not again in the next pass.
    await fillInStandings(store, logger, unreadable, signal);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});
