import { Campaign } from '@paved-road/plugin-paved-road-common';
import {
  burnDownSchema,
  campaignReminderSchema,
  campaignSchema,
  campaignTaskSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const eve = 'user:default/eve';

const inDays = (days: number) =>
  DateTime.utc().plus({ days }).toISODate() as string;

const silver = {
  title: 'Production at silver',
  description: 'So that nobody is called at night.',
  targetLevel: 'silver',
  dueOn: inDays(30),
  scope: { lifecycle: 'production' },
};

describe('the campaign endpoints', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
      createComponent('secret', 'user:default/grace', { restricted: true }),
    ]);
    for (const name of ['search', 'secret']) {
      await backend
        .asUser(admin)
        .post(`/entities/component/default/${name}/scorecard`)
        .expect(200);
    }
  });

  const create = async (overrides: object = {}): Promise<Campaign> => {
    const { body } = await backend
      .asUser(admin)
      .post('/campaigns', { ...silver, ...overrides })
      .expect(201);
    return campaignSchema.parse(body);
  };

  it('begin a campaign, and say how far it is to each as they may see it', async () => {
    backend.signalled.length = 0;
    const created = await backend
      .asUser(admin)
      .post('/campaigns', silver)
      .expect(201);
    const campaign = campaignSchema.parse(created.body);
    expect(campaign).toMatchObject({
      ...silver,
      status: 'active',
      createdBy: admin,
      progress: { total: 2, reached: 0 },
      allowed: { manage: true },
    });
    const path = `/campaigns/${campaign.id}`;
    expect(created.headers).toMatchObject({
      etag: campaign.etag,
      location: `/api/paved-road${path}`,
      'cache-control': 'no-store',
    });
    expect(backend.signalled).toContainEqual({
      channel: 'paved-road:fleet',
      recipients: { type: 'broadcast' },
      message: { changed: 'campaigns' },
    });

    const seenByEve = {
      ...campaign,
      progress: { total: 1, reached: 0 },
      allowed: { manage: false },
    };
    const user = backend.asUser(eve);
    expect((await user.get(path).expect(200)).body).toEqual(seenByEve);
    const { body: list } = await user.get('/campaigns?status=active&limit=5');
    expect(list).toEqual({ items: [seenByEve], totalItems: 1 });

    const { body: burnDown } = await user.get(`${path}/burn-down`).expect(200);
    expect(burnDownSchema.parse(burnDown)).toEqual({
      points: [{ date: inDays(0), remaining: 1, total: 1 }],
    });
    const { body: tasks } = await user.get(`${path}/tasks`).expect(200);
    expect(campaignTaskSchema.array().parse(tasks.items)).toMatchObject([
      { entityRef: 'component:default/search', owner: ada, title: 'Search' },
    ]);
    expect(tasks.items[0].checks.length).toBeGreaterThan(0);
    expect(tasks.totalItems).toBe(1);
    const others = await user.get(`${path}/tasks?owner=group:default/search`);
    expect(others.body).toEqual({ items: [], totalItems: 0 });
  });

  it('begin one campaign for one key of one person', async () => {
    const body = { ...silver, idempotencyKey: randomUUID() };
    const begun = await backend
      .asUser(admin)
      .post('/campaigns', body)
      .expect(201);
    const { body: changed } = await backend
      .asUser(admin)
      .patch(`/campaigns/${begun.body.id}`, begun.body.etag, {
        title: 'Retitled',
      })
      .expect(200);
    const repeated = await backend
      .asUser(admin)
      .post('/campaigns', body)
      .expect(200);
    expect(repeated.body).toEqual(changed);
    expect(repeated.headers).toMatchObject({
      etag: changed.etag,
      location: begun.headers.location,
    });
    await backend.asUser(ada).post('/campaigns', body).expect(403);
    await expect(create()).resolves.not.toMatchObject({ id: begun.body.id });
  });

  it('let only those change it who may, and who know what they change', async () => {
    const { id, etag } = await create();
    const path = `/campaigns/${id}`;
    backend.audited.length = 0;
    const user = backend.asUser(ada);
    for (const refused of [
      await user.post('/campaigns', silver),
      await user.patch(path, etag, { title: 'Mine now' }),
      await user.post(`${path}/end`).set('If-Match', etag),
    ]) {
      expect([refused.status, refused.body.error.message]).toEqual([
        403,
        'You may not create, change or end campaigns',
      ]);
    }

    const manager = backend.asUser(admin);
    for (const action of ['', '/end']) {
      const blind = await (action
        ? manager.post(`${path}${action}`)
        : manager.patch(path, '', { title: 'Blind' }).unset('If-Match'));
      expect([blind.status, blind.body.error.message]).toEqual([
        428,
        expect.stringContaining('ETag of the campaign'),
      ]);
    }
    const { body: changed } = await manager
      .patch(path, etag, { title: 'All of it at silver' })
      .expect(200);
    expect(changed).toMatchObject({ title: 'All of it at silver' });
    await manager.patch(path, etag, { title: 'Late' }).expect(412);
    await manager.post(`${path}/end`).set('If-Match', etag).expect(412);
    const { body: ended } = await manager
      .post(`${path}/end`)
      .set('If-Match', changed.etag)
      .expect(200);
    expect(campaignSchema.parse(ended)).toMatchObject({ status: 'ended' });
    await manager.post(`${path}/end`).set('If-Match', ended.etag).expect(409);

    const outcomes = backend.audited
      .filter(({ eventId }) => eventId === 'campaign-mutate')
      .map(({ outcome, meta, error }) => [meta.actionType, outcome, error]);
    expect(outcomes).toEqual([
      ['create', 'failed', 'NotAllowedError'],
      ['update', 'failed', 'NotAllowedError'],
      ['end', 'failed', 'NotAllowedError'],
      ['update', 'succeeded', undefined],
      ['update', 'failed', 'PreconditionFailedError'],
      ['end', 'failed', 'PreconditionFailedError'],
      ['end', 'succeeded', undefined],
      ['end', 'failed', 'ConflictError'],
    ]);
  });

  it.each([
    [{ title: 'ab' }, 'title'],
    [{ title: undefined }, 'title'],
    [{ targetLevel: 'platinum' }, 'targetLevel: "platinum" is not a level'],
    [{ dueOn: inDays(-2) }, 'dueOn'],
    [{ dueOn: 'tomorrow' }, 'dueOn'],
    [{ scope: { team: '::' } }, 'scope.team'],
    [{ scope: { pattern: 'spaghetti' } }, 'scope.pattern'],
    [{ scope: { colour: 'red' } }, 'colour'],
    [{ idempotencyKey: '' }, 'idempotencyKey'],
    [{ idempotencyKey: 'a\u0000' }, 'idempotencyKey'],
    [{ status: 'ended' }, 'status'],
  ])('refuse %j, and say what is wrong', async (overrides, message) => {
    const { status, body } = await backend
      .asUser(admin)
      .post('/campaigns', { ...silver, ...overrides });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });

  it('remind owners once a week, and show before whom', async () => {
    const { id, etag } = await create();
    const path = `/campaigns/${id}`;
    const manager = backend.asUser(admin);
    for (const refused of [
      await backend.asUser(ada).get(`${path}/reminder`),
      await backend.asUser(ada).post(`${path}/remind`).set('If-Match', etag),
    ]) {
      expect(refused.status).toBe(403);
    }
    const { body: preview } = await manager.get(`${path}/reminder`).expect(200);
    expect(campaignReminderSchema.parse(preview)).toEqual({
      owners: [
        { owner: ada, services: 1 },
        { owner: 'user:default/grace', services: 1 },
      ],
      withoutOwner: 0,
    });

    backend.notified.length = 0;
    backend.audited.length = 0;
    await manager.post(`${path}/remind`).expect(428);
    const { body: reminded } = await manager
      .post(`${path}/remind`)
      .set('If-Match', etag)
      .expect(200);
    expect(campaignSchema.parse(reminded).remindedAt).toBeDefined();
    expect(backend.notified).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: [ada, 'user:default/grace'],
        },
        payload: {
          title: expect.stringMatching(
            /^“Production at silver” is due in \d+ days$/,
          ),
          description: 'Some of your services are below Silver.',
          link: `/paved-road/campaigns?campaign=${id}`,
          topic: 'campaign-reminder',
          scope: `campaign-${id}`,
        },
      },
    ]);
    const again = await manager
      .post(`${path}/remind`)
      .set('If-Match', reminded.etag);
    expect([again.status, again.body.error.message]).toEqual([
      409,
      expect.stringMatching(
        /^The owners were reminded on \w+ \d+, \d+; the next reminder is possible from \w+ \d+, \d+ on$/,
      ),
    ]);
    expect(
      backend.audited
        .filter(({ eventId }) => eventId === 'campaign-mutate')
        .map(({ meta, outcome }) => [meta.actionType, outcome]),
    ).toEqual([
      ['remind', 'succeeded'],
      ['remind', 'failed'],
    ]);
    const { body: next } = await manager.get(`${path}/reminder`).expect(200);
    expect(Date.parse(next.nextAt)).toBe(
      Date.parse(reminded.remindedAt) + 7 * 86_400_000,
    );

    const empty = await create({ scope: { lifecycle: 'nowhere' } });
    const nobody = await manager
      .post(`/campaigns/${empty.id}/remind`)
      .set('If-Match', empty.etag);
    expect([nobody.status, nobody.body.error.message]).toEqual([
      409,
      expect.stringMatching(/^There is nobody to remind/),
    ]);
    const { body: ended } = await manager
      .post(`/campaigns/${empty.id}/end`)
      .set('If-Match', empty.etag)
      .expect(200);
    await manager
      .post(`/campaigns/${empty.id}/remind`)
      .set('If-Match', ended.etag)
      .expect(409);
  });

  it('say what is wrong with a question', async () => {
    const user = backend.asUser(ada);
    const { id } = await create();
    for (const unknown of ['nonsense', '%00', randomUUID()]) {
      for (const part of ['', '/burn-down', '/tasks']) {
        const { body } = await user.get(`/campaigns/${unknown}${part}`);
        expect(body.error.message).toMatch(/^No campaign/);
      }
    }
    for (const [query, message] of [
      ['?status=over', 'status'],
      ['?limit=101', 'limit: 101 is too large'],
      ['?cursor=nonsense', 'cursor: not a cursor of this list'],
      [`/${id}/tasks?cursor=nonsense`, 'cursor'],
      [`/${id}/tasks?owner=a b`, 'owner'],
    ]) {
      const { body } = await user.get(`/campaigns${query}`).expect(400);
      expect(body.error.message).toContain(message);
    }
  });
});
