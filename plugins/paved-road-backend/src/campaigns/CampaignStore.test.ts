import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { CampaignStore, StoredCampaign } from './CampaignStore';

const databases = createTestDatabases();

const idOf = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function createCampaign(
  number: number,
  overrides: Partial<StoredCampaign> = {},
): Omit<StoredCampaign, 'revision'> {
  return {
    id: idOf(number),
    title: `Campaign ${number}`,
    targetLevel: 'silver',
    dueOn: '2026-06-30',
    scope: {},
    createdBy: 'user:default/paula',
    createdAt: '2026-01-01T10:00:00.000Z',
    ...overrides,
  };
}

describe.each(testDatabaseIds)('CampaignStore on %s', databaseId => {
  async function createStore(): Promise<CampaignStore> {
    return new CampaignStore(await databases.init(databaseId));
  }

  it('keeps all that a campaign is', async () => {
    const store = await createStore();
    const full = createCampaign(1, {
      description: 'So that nobody is called at night.\n„Grüße“',
      scope: {
        lifecycle: 'production',
        type: 'ai-service',
        owner: 'group:default/search',
        team: 'group:default/commerce',
        system: 'system:default/shop',
        pattern: 'serverless',
      },
      endedAt: '2026-03-01T09:30:00.000Z',
      remindedAt: '2026-02-01T09:30:00.000Z',
    });
    const plain = createCampaign(2);
    await expect(store.create(full)).resolves.toEqual({
      created: true,
      campaign: { ...full, revision: 1 },
    });
    await store.create(plain);
    await expect(store.get(full.id)).resolves.toEqual({ ...full, revision: 1 });
    await expect(store.get(plain.id)).resolves.toEqual({
      ...plain,
      revision: 1,
    });
    await expect(store.get(idOf(3))).resolves.toBeUndefined();
  });

  it('begins one for each person and idempotency key, even at the same moment', async () => {
    const store = await createStore();
    const attempts = await Promise.all(
      [1, 2, 3].map(number => store.create(createCampaign(number), 'once')),
    );
    expect(attempts.filter(({ created }) => created)).toHaveLength(1);
    const [{ campaign }, ...others] = attempts;
    expect(others.map(attempt => attempt.campaign)).toEqual([
      campaign,
      campaign,
    ]);
    const retitled = (await store.save({ ...campaign, title: 'Retitled' }))!;
    await expect(store.create(createCampaign(4), 'once')).resolves.toEqual({
      created: false,
      campaign: retitled,
    });
    await expect(
      store.findRequest(campaign.createdBy, 'once'),
    ).resolves.toEqual(retitled);
    await expect(
      store.findRequest('user:default/ada', 'once'),
    ).resolves.toBeUndefined();

    const different = await Promise.all([
      store.create(
        createCampaign(5, { createdBy: 'user:default/ada' }),
        'once',
      ),
      store.create(createCampaign(6), 'twice'),
      store.create(createCampaign(7)),
      store.create(createCampaign(8)),
    ]);
    expect(different.map(({ created }) => created)).toEqual(
      different.map(() => true),
    );
  });

  it('lets one of two writers win, and tells the other', async () => {
    const store = await createStore();
    const { campaign: created } = await store.create(createCampaign(1));
    await store.create(createCampaign(2));
    const outcomes = await Promise.all([
      store.save({ ...created, title: 'One' }),
      store.save({ ...created, title: 'Other' }),
    ]);
    const winner = outcomes.find(outcome => outcome !== undefined);
    expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1);
    expect(winner?.revision).toBe(2);
    await expect(store.get(created.id)).resolves.toEqual(winner);
    await expect(
      store.save({ ...created, id: idOf(3) }),
    ).resolves.toBeUndefined();
    await expect(store.get(idOf(2))).resolves.toMatchObject({ revision: 1 });
  });

  it('lists by deadline, page by page, also where deadlines are the same', async () => {
    const store = await createStore();
    const dueOn = ['2026-09-01', '2026-06-30', '2026-06-30', '2027-01-01'];
    for (const [index, day] of dueOn.entries()) {
      await store.create(
        createCampaign(4 - index, {
          dueOn: day,
          endedAt: index === 0 ? '2026-03-01T00:00:00.000Z' : undefined,
        }),
      );
    }
    const walk = async (query: Parameters<CampaignStore['list']>[0]) => {
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor, totalItems } = await store.list({
          ...query,
          cursor,
        });
        pages.push([...items.map(({ title }) => title), `of ${totalItems}`]);
        cursor = nextCursor;
      } while (cursor !== undefined);
      return pages;
    };
    await expect(walk({ limit: 2 })).resolves.toEqual([
      ['Campaign 2', 'Campaign 3', 'of 4'],
      ['Campaign 4', 'Campaign 1', 'of 4'],
    ]);
    await expect(walk({ limit: 2, status: 'active' })).resolves.toEqual([
      ['Campaign 2', 'Campaign 3', 'of 3'],
      ['Campaign 1', 'of 3'],
    ]);
    await expect(walk({ limit: 2, status: 'ended' })).resolves.toEqual([
      ['Campaign 4', 'of 1'],
    ]);
    await expect(
      store.list({ limit: 2, cursor: 'nonsense' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});
