import {
  Assessment,
  Inbox,
  InboxCounts,
} from '@paved-road/plugin-paved-road-common';
import { inboxSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { collectPages } from './InboxService';
import { strictly } from '../__testUtils__/strictly';

const sam = 'user:default/sam';
const grace = 'user:default/grace';
const vera = 'user:default/vera';
const reviewers = 'group:default/reviewers';

const refOf = (name: string) => `component:default/${name}`;
const person = createEntity('User', 'admin', {
  profile: { displayName: 'Ada Admin' },
  memberOf: [],
});
const profile = { team: { devopsMaturity: 2, teamSize: 5 } };

const pack = createHouseRules(
  [
    createHouseCheck(
      'approved',
      'bronze',
      "assessment != null && assessment.status == 'approved'",
    ),
    createHouseCheck(
      'runbook',
      'silver',
      "'runbook' in entity.metadata.annotations",
    ),
  ],
  ['bronze', 'silver'].map(id => ({ id, title: id })),
);

describe('the inbox', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        createComponent('search', sam, { title: 'Search' }),
        createComponent('chat', grace, { title: 'Customer chat' }),
        person,
        createComponent('previewed', sam),
        createComponent('secret', grace, { restricted: true }),
        createComponent('website', sam, { spec: { type: 'website' } }),
      ],
      {
        pavedRoad: {
          reviewers: ['reviewers'],
          scorecards: { rulePacks: [pack], targetLevel: 'bronze' },
        },
      },
    );
    for (const name of ['search', 'chat', 'previewed', 'secret']) {
      await backend
        .asUser(admin)
        .post(`/entities/component/default/${name}/scorecard`)
        .expect(200);
    }
  });

  async function inboxOf(user: string): Promise<Inbox> {
    const { body, headers } = await backend
      .asUser(user)
      .get('/inbox')
      .expect(200);
    expect(headers['cache-control']).toBe('no-store');
    return strictly(inboxSchema).parse(body);
  }

  const countFor = async (user: string): Promise<InboxCounts> =>
    (await backend.asUser(user).get('/inbox/counts').expect(200)).body;

  const idsOf = ({ items }: { items: { id: string }[] }) =>
    items.map(({ id }) => id);

  async function draft(author: string, name: string): Promise<Assessment> {
    const { body } = await backend
      .asUser(author)
      .post(`/entities/component/default/${name}/assessments`, { profile })
      .expect(201);
    return body;
  }

  async function submit(author: string, name: string): Promise<Assessment> {
    const { id } = await draft(author, name);
    const { body } = await backend
      .asUser(author)
      .post(`/assessments/${id}/submit`)
      .expect(200);
    return body;
  }

  it('has nothing for people who may do nothing', async () => {
    const nothing = { items: [], totalItems: 0 };
    expect(await inboxOf(vera)).toEqual({
      assessments: nothing,
      waiverRequests: nothing,
      requestedChanges: nothing,
      drafts: nothing,
      campaigns: nothing,
      endingWaivers: nothing,
      standings: nothing,
      lostLevels: nothing,
      work: [],
    });
    for (const path of ['/inbox', '/inbox/counts']) {
      expect((await backend.asService().get(path)).status).toBe(403);
    }
  });

  it('brings assessments to those who may review them, and back to their author', async () => {
    const own = await draft(sam, 'search');
    const ofSam = await submit(sam, 'search');
    const ofAdmin = await submit(admin, 'secret');

    expect(idsOf((await inboxOf(admin)).assessments)).toEqual([ofSam.id]);
    expect((await inboxOf(grace)).assessments).toMatchObject({
      items: [{ id: ofAdmin.id, submitted: { by: admin } }],
      totalItems: 1,
    });
    expect(await countFor(grace)).toEqual({ reviews: 1, overdueCampaigns: 0 });
    for (const user of [sam, vera]) {
      expect((await inboxOf(user)).assessments.totalItems).toBe(0);
      expect((await countFor(user)).reviews).toBe(0);
    }
    expect(idsOf((await inboxOf(sam)).drafts)).toEqual([own.id]);
    expect((await inboxOf(sam)).work).toMatchObject([
      {
        kind: 'finish-draft',
        assessmentId: own.id,
        title: 'Search',
        standing: own.standing,
      },
    ]);

    const path = `/assessments/${ofSam.id}`;
    await backend
      .asUser(admin)
      .post(`${path}/request-changes`, { comment: 'Name the team.' })
      .set('If-Match', ofSam.etag)
      .expect(200);
    expect((await inboxOf(admin)).assessments.totalItems).toBe(0);
    const returned = await inboxOf(sam);
    expect(idsOf(returned.drafts)).toEqual([own.id]);
    expect(returned.requestedChanges.items).toMatchObject([
      {
        id: ofSam.id,
        status: 'draft',
        requestedChanges: { by: admin, comment: 'Name the team.' },
      },
    ]);

    const { body: list } = await backend
      .asUser(sam)
      .get(`/assessments?author=${encodeURIComponent(sam)}&status=draft`);
    expect(list.items).toMatchObject([
      { id: ofSam.id, requestedChanges: { by: admin } },
      { id: own.id },
    ]);

    await backend.asUser(sam).post(`${path}/submit`).expect(200);
    expect((await inboxOf(sam)).requestedChanges.totalItems).toBe(0);
    expect(idsOf((await inboxOf(admin)).assessments)).toEqual([ofSam.id]);
  });

  it('brings nothing back to who once put it forward', async () => {
    const { id } = await draft(sam, 'search');
    for (const [user, action] of [
      [admin, 'submit'],
      [admin, 'withdraw'],
      [sam, 'submit'],
    ]) {
      await backend
        .asUser(user)
        .post(`/assessments/${id}/${action}`)
        .expect(200);
    }
    expect(idsOf((await inboxOf(admin)).assessments)).not.toContain(id);
    await backend.asUser(admin).post(`/assessments/${id}/approve`).expect(403);
  });

  it('tells reviewers what waits, except who brought it, and authors what to change', async () => {
    backend.notified.length = 0;
    const { id } = await submit(admin, 'chat');
    expect(backend.notified).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: [reviewers],
          excludeEntityRef: [admin],
        },
        payload: expect.objectContaining({
          title: 'The assessment of Customer chat waits for review',
          description: expect.stringMatching(
            /^Ada Admin submitted it with the decision for Modular monolith\. .+\.$/,
          ),
          link: `/paved-road/reviews?assessment=${id}`,
        }),
      },
    ]);
    await backend
      .asUser(grace)
      .post(`/assessments/${id}/request-changes`, { comment: 'Too small.' })
      .expect(200);
    expect(backend.notified.at(-1)).toEqual({
      recipients: {
        type: 'entity',
        entityRef: [admin],
        excludeEntityRef: grace,
      },
      payload: {
        title: 'Changes requested to the assessment of Customer chat',
        description: 'Too small.',
        link: `/catalog/default/component/chat/architecture?assessment=${id}`,
        topic: 'assessment-review',
      },
    });
    await backend.asUser(admin).post(`/assessments/${id}/submit`).expect(200);
    expect(backend.notified.at(-1)).toMatchObject({
      recipients: { entityRef: [reviewers], excludeEntityRef: [admin] },
      payload: { title: 'The assessment of Customer chat waits for review' },
    });
  });

  it('brings waivers to those who decide on them, and to owners before they end', async () => {
    backend.notified.length = 0;
    const { body: waiver } = await backend
      .asUser(sam)
      .post('/waivers', {
        entityRef: refOf('search'),
        checkId: 'runbook',
        reason: 'The runbook is written in June.',
        expiresAt: DateTime.utc().plus({ days: 10 }).toISO(),
      })
      .expect(201);
    expect(backend.notified).toMatchObject([
      {
        recipients: { entityRef: [reviewers], excludeEntityRef: [sam] },
        payload: {
          title: 'A waiver of “Title of runbook” for Search waits for review',
          link: `/paved-road/reviews?waiver=${waiver.id}`,
        },
      },
    ]);
    expect(idsOf((await inboxOf(admin)).waiverRequests)).toEqual([waiver.id]);
    for (const user of [sam, grace, vera]) {
      const { waiverRequests, endingWaivers } = await inboxOf(user);
      expect(waiverRequests.totalItems + endingWaivers.totalItems).toBe(0);
    }
    const { body: requests } = await backend
      .asUser(vera)
      .get(`/waivers?requestedBy=${encodeURIComponent(sam)}`);
    expect(requests.totalItems).toBe(1);

    await backend
      .asUser(admin)
      .post(`/waivers/${waiver.id}/approve`, {})
      .set('If-Match', waiver.etag)
      .expect(200);
    expect(idsOf((await inboxOf(sam)).endingWaivers)).toEqual([waiver.id]);
    expect((await inboxOf(grace)).endingWaivers.totalItems).toBe(0);
    await backend
      .asUser(sam)
      .post('/waivers', {
        entityRef: refOf('search'),
        checkId: 'runbook',
        reason: 'The runbook is written in July.',
        expiresAt: DateTime.utc().plus({ days: 30 }).toISO(),
        renews: waiver.id,
      })
      .expect(201);
    expect((await inboxOf(sam)).endingWaivers.totalItems).toBe(0);
  });

  it('tells owners of campaigns that wait for their services', async () => {
    const begin = async (title: string, dueOn: string) =>
      (
        await backend
          .asUser(admin)
          .post('/campaigns', { title, dueOn, targetLevel: 'silver' })
          .expect(201)
      ).body;
    const later = await begin('Later', '2099-06-30');
    const sooner = await begin('Sooner', '2099-01-31');
    expect((await inboxOf(sam)).campaigns).toEqual({
      items: [
        {
          id: sooner.id,
          title: 'Sooner',
          targetLevel: 'silver',
          dueOn: '2099-01-31',
          open: 2,
        },
        expect.objectContaining({ id: later.id }),
      ],
      totalItems: 2,
    });
    expect((await inboxOf(vera)).campaigns.totalItems).toBe(0);
  });

  describe('a preview of a review', () => {
    const previewOf = async (path: string, user = admin) =>
      (await backend.asUser(user).get(`${path}/review-preview`).expect(200))
        .body;

    const level = (id: string) => ({
      id,
      title: id,
      rank: ['none', 'bronze', 'silver'].indexOf(id),
    });

    it('tells what it would do to the level', async () => {
      const first = await submit(sam, 'previewed');
      const path = `/assessments/${first.id}`;
      expect(await previewOf(path)).toEqual({
        levels: {
          now: level('none'),
          approve: level('bronze'),
          requestChanges: level('none'),
          reject: level('none'),
        },
      });
      await backend.asUser(admin).post(`${path}/approve`).expect(200);
      const second = await submit(sam, 'previewed');
      expect(await previewOf(`/assessments/${second.id}`, vera)).toEqual({
        levels: {
          now: level('bronze'),
          approve: level('bronze'),
          requestChanges: level('bronze'),
          reject: level('bronze'),
        },
      });

      const { body: waiver } = await backend
        .asUser(sam)
        .post('/waivers', {
          entityRef: refOf('previewed'),
          checkId: 'runbook',
          reason: 'The runbook is written in June.',
          expiresAt: DateTime.utc().plus({ days: 10 }).toISO(),
        })
        .expect(201);
      expect(await previewOf(`/waivers/${waiver.id}`)).toEqual({
        levels: {
          now: level('bronze'),
          approve: level('silver'),
          reject: level('bronze'),
        },
      });
    });

    it('says nothing of what has no scorecard, nor to those who may not see it', async () => {
      const { id } = await submit(sam, 'website');
      expect(await previewOf(`/assessments/${id}`)).toEqual({});
      const hidden = await draft(grace, 'secret');
      await backend
        .asUser(vera)
        .get(`/assessments/${hidden.id}/review-preview`)
        .expect(404);
    });
  });
});

describe('what waits on many pages', () => {
  it.each([
    ['on the third', [0, 0, 3], { totalItems: 3 }],
    ['enough on the first', [25, 5], { totalItems: 25, hasMore: true }],
    [
      'on none that is read',
      Array(12).fill(0),
      { totalItems: 0, hasMore: true },
    ],
  ])('is found %s', async (_, pages: number[], expected) => {
    let page = 0;
    const { items, ...counted } = await collectPages(async () => ({
      found: Array<string>(pages[page++]).fill('found'),
      isLast: page === pages.length,
    }));
    expect(counted).toEqual(expected);
    expect(items).toHaveLength(Math.min(expected.totalItems, 20));
  });

  it('is counted on as many pages as wanted', async () => {
    const read = jest.fn(async () => ({ found: ['found'], isLast: false }));
    await expect(collectPages(read, 1)).resolves.toEqual({
      items: ['found'],
      totalItems: 1,
      hasMore: true,
    });
    expect(read).toHaveBeenCalledTimes(1);
  });
});
