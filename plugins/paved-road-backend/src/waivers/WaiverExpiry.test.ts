import { mockServices } from '@backstage/backend-test-utils';
import { DateTime } from 'luxon';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  createRequest,
  creationOf,
  decision,
  juneDay,
  movedTo,
} from '../__testUtils__/waiverFixtures';
import { WaiverStore } from './WaiverStore';
import { WaiverExpiry } from './WaiverExpiry';
import { WaiverPublisher, WAIVERS_TOPIC } from './WaiverPublisher';

const databases = createTestDatabases();

describe.each(testDatabaseIds)('WaiverExpiry on %s', databaseId => {
  it('ends more than a batch, and tells of each once, however many back ends do so', async () => {
    const knex = await databases.init(databaseId);
    const store = new WaiverStore(knex);
    for (let i = 0; i < 25; i++) {
      const request = createRequest({ checkId: `check-${i}` });
      await store.create(creationOf(request));
    }
    const [approved] = await store.findOpen(
      'component:default/search',
      'check-7',
    );
    await store.save([
      movedTo(approved, { status: 'approved', decision }, 'approved'),
    ]);
    const later = createRequest({ expiresAt: juneDay(21).toISOString() });
    await store.create(creationOf(later));

    const events = mockServices.events.mock();
    const auditor = mockServices.auditor.mock();
    const record = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(record);
    const fleetSignals = { changed: jest.fn() };
    const createExpiry = () =>
      new WaiverExpiry({
        store: new WaiverStore(knex),
        publisher: new WaiverPublisher({
          auditor,
          events,
          fleetSignals,
          notifications: { send: jest.fn() },
          reviewers: [],
          rules: { current: jest.fn(), describe: jest.fn() },
          logger: mockServices.logger.mock(),
        }),
        now: () => DateTime.fromJSDate(juneDay(20)),
      });
    const { signal } = new AbortController();
    await Promise.all([createExpiry().run(signal), createExpiry().run(signal)]);

    await expect(
      store.list({ overdueAt: juneDay(20) }, { limit: 1 }, { all: true }),
    ).resolves.toMatchObject({ items: [] });
    const published = events.publish.mock.calls.map(
      ([{ topic, eventPayload }]) => [
        topic,
        (eventPayload as { status: string; waiverId: string }).status,
        (eventPayload as { waiverId: string }).waiverId,
      ],
    );
    expect(published).toHaveLength(25);
    expect(new Set(published.map(([, , id]) => id)).size).toBe(25);
    expect(published[0].slice(0, 2)).toEqual([WAIVERS_TOPIC, 'expired']);
    expect(record.success).toHaveBeenCalledTimes(25);
    expect(fleetSignals.changed).toHaveBeenCalledTimes(25);

    await expect(store.get(approved.id)).resolves.toMatchObject({
      status: 'expired',
      decision,
      events: [{}, {}, { action: 'expired', actor: 'plugin:paved-road' }],
    });
    await expect(store.get(later.id)).resolves.toMatchObject({
      status: 'requested',
    });
  });
});
