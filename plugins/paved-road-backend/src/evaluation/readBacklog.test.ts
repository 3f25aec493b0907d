import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { KnexDueEntityStore } from './DueEntityStore';
import { readBacklog } from './readBacklog';

const databases = createTestDatabases();

describe.each(testDatabaseIds)('readBacklog on %s', databaseId => {
  it('counts what is due and nobody has claimed, and since when the first is', async () => {
    const knex = await databases.init(databaseId);
    const due = new KnexDueEntityStore(knex);
    const at = (seconds: number) =>
      new Date(Date.UTC(2026, 0, 1, 8, 0, seconds));
    expect(await readBacklog(knex, at(30))).toEqual({ entities: 0, lag: 0 });

    await due.mark(['component:default/a'], { dueAt: at(0) });
    await due.mark(['component:default/b'], { dueAt: at(10) });
    await due.mark(['component:default/later'], { dueAt: at(60) });
    expect(await readBacklog(knex, at(30))).toEqual({ entities: 2, lag: 30 });

    const claim = { limit: 1, now: at(30), expiresAt: at(90) };
    await due.claim(claim);
    expect(await readBacklog(knex, at(30))).toEqual({ entities: 1, lag: 20 });
  });
});
