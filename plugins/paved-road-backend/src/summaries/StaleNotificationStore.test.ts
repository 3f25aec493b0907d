import {
  changeTo,
  createDraft,
  reviewed,
} from '../__testUtils__/assessmentFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { ModelCheckStore } from '../assessments/ModelCheckStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { StaleNotificationStore } from './StaleNotificationStore';

const databases = createTestDatabases();

const stale = { approvedBefore: '2026-01-01T00:00:00.000Z' };
const longAgo = '2025-01-01T00:00:00.000Z';
const today = '2026-02-01T00:00:00.000Z';

describe.each(testDatabaseIds)('StaleNotificationStore on %s', databaseId => {
  async function createStore() {
    const knex = await databases.init(databaseId);
    const assessments = new AssessmentStore(knex);
    const index = new EntityIndexStore(knex);
    const store: StaleNotificationStore = new StaleNotificationStore(knex);
    return {
      store,
      assessments,
      checks: new ModelCheckStore(knex),
      async know(name: string, owner?: string) {
        await index.upsert(
          [
            {
              entityRef: `component:default/${name}`,
              kind: 'component',
              namespace: 'default',
              name,
              title: `The ${name}`,
              owner,
              snapshot: { owner, dependencies: [] },
            },
          ],
          '1',
        );
      },
      async approve(
        name: string,
        at: string,
        overrides: Parameters<typeof createDraft>[0] = {},
      ): Promise<string> {
        const draft = createDraft({
          entityRef: `component:default/${name}`,
          ...overrides,
        });
        const { assessment } = await assessments.create(
          changeTo(draft, 'created'),
        );
        await assessments.save([
          changeTo(reviewed(assessment, 'approved', at), 'approved'),
        ]);
        return assessment.id;
      },
      async untold(limit = 100): Promise<string[]> {
        const found = await store.findUnnotified(stale, limit);
        return found.map(({ id }) => id);
      },
    };
  }

  it('finds approved assessments that are stale, by owner', async () => {
    const { store, assessments, checks, know, approve, untold } =
      await createStore();
    await know('a', 'group:default/second');
    await know('b', 'group:default/first');
    await know('c', 'group:default/second');
    await know('fresh', 'group:default/first');
    await know('draft', 'group:default/first');
    await know('ownerless');
    const a = await approve('a', longAgo);
    const b = await approve('b', today);
    const c = await approve('c', today, {
      snapshot: { owner: 'group:default/first', dependencies: [] },
    });
    await approve('fresh', today);
    await approve('ownerless', longAgo);
    await approve('gone', longAgo);
    const { assessment: draft } = await assessments.create(
      changeTo(
        createDraft({ entityRef: 'component:default/draft' }),
        'created',
      ),
    );
    await checks.save('1.1.0', [
      { assessmentId: b, revision: 2, isChanged: true },
      { assessmentId: draft.id, revision: 1, isChanged: true },
    ]);

    await expect(store.findUnnotified(stale, 100)).resolves.toMatchObject([
      {
        id: b,
        owner: 'group:default/first',
        entityTitle: 'The b',
        stale: ['model-version'],
      },
      { id: a, owner: 'group:default/second', stale: ['age'] },
      { id: c, owner: 'group:default/second', stale: ['catalog'] },
    ]);
    await expect(untold(2)).resolves.toEqual([b, a]);
  });

  it('remembers what was told until it is fresh again', async () => {
    const { store, assessments, know, approve, untold } = await createStore();
    const snapshot = { owner: 'group:default/first', dependencies: [] };
    await know('a', 'group:default/second');
    const id = await approve('a', today, { snapshot });

    await store.markNotified([id], today);
    await store.markNotified([id], today);
    await store.removeFresh(stale);
    await expect(untold()).resolves.toEqual([]);

    await know('a', 'group:default/first');
    await expect(untold()).resolves.toEqual([]);
    await know('a', 'group:default/second');
    await expect(untold()).resolves.toEqual([]);

    await know('a', 'group:default/first');
    await store.removeFresh(stale);
    await know('a', 'group:default/second');
    await expect(untold()).resolves.toEqual([id]);

    await store.markNotified([id], today);
    const last = (await assessments.get(id))!;
    await expect(assessments.delete(last)).resolves.toBe(true);
  });
});
