import {
  CheckResult,
  NewWaiverInput,
  Waiver,
  waiverSchema,
} from '@paved-road/plugin-paved-road-common';
import { DateTime, Settings } from 'luxon';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const sam = 'user:default/sam';
const grace = 'user:default/grace';
const eve = 'user:default/eve';

const refOf = (name: string) => `component:default/${name}`;
const daysAhead = (days: number) =>
  DateTime.utc().plus({ days }).toJSDate().toISOString();

const check = (id: string, level: string, expression: string) => ({
  id,
  title: `Title of ${id}`,
  description: 'Why',
  track: 'all',
  level,
  expression,
  remediation: { text: `Remedy of ${id}` },
});

const pack = {
  apiVersion: 'paved-road.io/v1',
  kind: 'RulePack',
  metadata: { name: 'house-rules', title: 'House rules', version: '1.0.0' },
  spec: {
    filter: { kind: 'Component', 'spec.type': 'ai-service' },
    levels: ['bronze', 'silver'].map(id => ({ id, title: id })),
    tracks: [{ id: 'all', title: 'All' }],
    checks: [
      check('runbook', 'bronze', "'runbook' in entity.metadata.annotations"),
      check('named', 'bronze', "entity.metadata.name != ''"),
      check('licensed', 'silver', "'LICENSE' in facts.repository.files"),
      {
        ...check('retired', 'silver', 'false'),
        filter: { 'spec.lifecycle': 'deprecated' },
      },
    ],
  },
};

type BackEnd = Awaited<ReturnType<typeof startPavedRoad>>;
type Action = 'approve' | 'reject' | 'revoke';

describe('the waiver endpoints', () => {
  let backend: BackEnd;

  const gone = createComponent('gone', sam);
  const services = [
    createComponent('search', sam, { title: 'Search' }),
    ...['ranking', 'chat', 'races', 'refusals', 'admins'].map(name =>
      createComponent(name, sam),
    ),
    createComponent('secret', grace, { restricted: true }),
    gone,
  ];

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        ...services,
        createComponent('website', sam, { spec: { type: 'website' } }),
      ],
      {
        pavedRoad: {
          scorecards: { rulePacks: [pack], targetLevel: 'bronze' },
          waivers: { maxDuration: { days: 30 } },
        },
      },
    );
    for (const { metadata } of services) {
      await backend
        .asUser(admin)
        .post(`/entities/component/default/${metadata.name}/scorecard`)
        .expect(200);
    }
  }, 60_000);

  afterEach(() => {
    Settings.now = () => Date.now();
  });

  const requestFor = (
    name: string,
    overrides: Partial<NewWaiverInput> = {},
  ): NewWaiverInput => ({
    entityRef: refOf(name),
    checkId: 'runbook',
    reason: 'The runbook is written in June.',
    expiresAt: daysAhead(20),
    ...overrides,
  });

  async function request(
    name: string,
    overrides?: Partial<NewWaiverInput>,
    user = sam,
  ): Promise<Waiver> {
    const { body } = await backend
      .asUser(user)
      .post('/waivers', requestFor(name, overrides))
      .expect(201);
    return waiverSchema.parse(body);
  }

  const decideAs = (
    who: ReturnType<BackEnd['as']>,
    { id, etag }: Pick<Waiver, 'id' | 'etag'>,
    action: Action,
    comment?: string,
  ) => who.post(`/waivers/${id}/${action}`, { comment }).set('If-Match', etag);

  async function decide(
    waiver: Waiver,
    action: Action,
    options: { by?: string; comment?: string } = {},
  ): Promise<Waiver> {
    const { by = admin, comment } = options;
    const { body, headers } = await decideAs(
      backend.asUser(by),
      waiver,
      action,
      comment,
    ).expect(200);
    expect(headers.etag).toBe(body.etag);
    return waiverSchema.parse(body);
  }

  async function get(id: string, user = admin): Promise<Waiver> {
    const { body } = await backend
      .asUser(user)
      .get(`/waivers/${id}`)
      .expect(200);
    return waiverSchema.parse(body);
  }

  async function list(query: string, user = admin): Promise<Waiver[]> {
    const { body } = await backend
      .asUser(user)
      .get(`/waivers?${query}`)
      .expect(200);
    expect(body.totalItems).toBe(body.items.length);
    return waiverSchema.array().parse(body.items);
  }

  async function scorecardOf(name: string) {
    const { body } = await backend
      .asUser(admin)
      .get(`/entities/component/default/${name}/scorecard`)
      .expect(200);
    const result = body.results.find(
      ({ checkId }: CheckResult) => checkId === 'runbook',
    );
    return { level: body.level, result };
  }

  async function transitionsOf(name: string) {
    const { body } = await backend
      .asUser(admin)
      .get(`/entities/component/default/${name}/scorecard/transitions?limit=2`)
      .expect(200);
    return body.items;
  }

  it('lead from a request through approval and renewal to the expiry, and scorecards, lists and the gate follow', async () => {
    const asSam = backend.asUser(sam);
    const { body: options } = await asSam
      .get('/entities/component/default/search/waiver-options')
      .expect(200);
    expect(options).toEqual({ maxDays: 30, allowed: true });

    const requested = await request('search');
    expect(requested).toMatchObject({
      entityTitle: 'Search',
      owner: sam,
      checkTitle: 'Title of runbook',
      status: 'requested',
      requestedBy: sam,
      events: [{ action: 'requested', actor: sam }],
      allowed: { review: false, revoke: true, renew: false },
    });
    await expect(scorecardOf('search')).resolves.toMatchObject({
      level: 'none',
      result: { state: 'fail' },
    });

    const told = backend.signalled.length;
    const approved = await decide(requested, 'approve', {
      comment: 'Until it is written.',
    });
    const { expiresAt, reason, id } = approved;
    expect(approved).toMatchObject({
      status: 'approved',
      decision: { by: admin, comment: 'Until it is written.' },
      allowed: { review: false, revoke: true, renew: true },
    });
    const waived = {
      state: 'waived',
      waiver: { id, reason, requestedBy: sam, approvedBy: admin, expiresAt },
    };
    // The answer came after the evaluation.
    await expect(scorecardOf('search')).resolves.toMatchObject({
      level: 'bronze',
      result: waived,
    });
    const causes = ['waivers'];
    await expect(transitionsOf('search')).resolves.toEqual([
      expect.objectContaining({ from: 'none', to: 'bronze', causes }),
      expect.objectContaining({ from: 'fail', to: 'waived', causes }),
    ]);
    expect(backend.signalled.slice(told)).toContainEqual({
      recipients: { type: 'broadcast' },
      channel: `paved-road:scorecard:${refOf('search')}`,
      message: { changed: 'waivers' },
    });
    expect(backend.notified.at(-1)).toEqual({
      recipients: { type: 'entity', entityRef: sam },
      payload: {
        title: 'The waiver of “Title of runbook” for Search is approved',
        description: 'Until it is written.',
        link: '/catalog/default/component/search/architecture#scorecard',
        topic: 'waiver-decision',
      },
    });
    const { body: verdict } = await asSam
      .post('/gate', { entity: createComponent('search', sam) })
      .expect(200);
    expect(verdict).toMatchObject({ verdict: 'allow', level: 'bronze' });
    expect(verdict.results[0]).toMatchObject(waived);
    await expect(
      list('expiringWithinDays=21&check=runbook'),
    ).resolves.toMatchObject([{ id, status: 'approved' }]);

    // A renewal takes over.
    const renewal = await request('search', {
      renews: id,
      expiresAt: daysAhead(25),
    });
    await expect(get(id)).resolves.toMatchObject({
      renewedBy: renewal.id,
      allowed: { renew: false },
    });
    await decide(renewal, 'approve');
    await expect(scorecardOf('search')).resolves.toMatchObject({
      level: 'bronze',
      result: { waiver: { id: renewal.id } },
    });
    const ended = await get(id);
    expect(ended).toMatchObject({ status: 'expired', decision: { by: admin } });
    expect(ended.events.at(-1)).toMatchObject({
      action: 'renewed',
      actor: admin,
      comment: `Continued by waiver ${renewal.id}`,
    });

    // And then it ends.
    const wait = Date.parse(renewal.expiresAt) - Date.now();
    Settings.now = () => Date.now() + wait;
    await backend.trigger('waiverExpiry');
    const expired = await get(renewal.id);
    expect(expired).toMatchObject({ status: 'expired', renews: id });
    expect(expired.events.at(-1)).toMatchObject({ action: 'expired' });
    await expect(scorecardOf('search')).resolves.toMatchObject({
      level: 'none',
      result: { state: 'fail' },
    });
    await expect(transitionsOf('search')).resolves.toEqual([
      expect.objectContaining({ from: 'bronze', to: 'none', causes }),
      expect.objectContaining({ from: 'waived', to: 'fail', causes }),
    ]);
    const written = backend.audited.filter(
      ({ eventId }) => eventId === 'waiver-mutate',
    );
    expect(written.map(({ meta: { actionType } }) => actionType)).toEqual([
      'request',
      'approve',
      'request',
      'approve',
      'expire',
    ]);
  }, 30_000);

  it('tell who may do what, and let owners take back what they asked for', async () => {
    const waiver = await request('ranking');
    const allowedFor = async (user: string) =>
      (await get(waiver.id, user)).allowed;
    const nothing = { review: false, revoke: false, renew: false };
    await expect(allowedFor(sam)).resolves.toEqual({
      ...nothing,
      revoke: true,
    });
    await expect(allowedFor(eve)).resolves.toEqual(nothing);
    await expect(allowedFor(admin)).resolves.toEqual({
      ...nothing,
      review: true,
      revoke: true,
    });

    const told = backend.notified.length;
    const revoked = await decide(waiver, 'revoke', {
      by: sam,
      comment: 'It is there.',
    });
    expect(backend.notified).toHaveLength(told);
    expect(revoked).toMatchObject({
      status: 'revoked',
      revocation: { by: sam, comment: 'It is there.' },
      allowed: nothing,
    });
    const next = await decide(await request('ranking'), 'approve');
    await decide(next, 'revoke');
    await expect(scorecardOf('ranking')).resolves.toMatchObject({
      level: 'none',
      result: { state: 'fail' },
    });
    expect(backend.notified.at(-1)?.payload.title).toBe(
      'The waiver of “Title of runbook” for ranking is revoked',
    );
    await decide(await request('ranking'), 'reject');
    const statuses = (await list(`entity=${refOf('ranking')}`)).map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['rejected', 'revoked', 'revoked']);
  });

  it('tell who asked for it at once what was decided, and the owner not before the next digest', async () => {
    const waiver = await request('admins', {}, admin);
    const told = backend.notified.length;
    await decideAs(backend.asService(), waiver, 'reject').expect(200);
    expect(backend.notified.slice(told)).toEqual([
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: admin },
      }),
    ]);
  });

  it('let one of two who decide at once win, and tell the other who was faster', async () => {
    const waiver = await request('races');
    const answers = await Promise.all([
      decideAs(backend.asUser(admin), waiver, 'approve'),
      decideAs(backend.asService(), waiver, 'reject'),
    ]);
    const [winner] = answers.filter(({ status }) => status === 200);
    const [loser] = answers.filter(({ status }) => status !== 200);
    const { status, decision } = winner.body as Waiver;
    const told = `It was ${status} by ${decision?.by} at ${decision?.at}, after you read it`;
    expect(loser.status).toBe(412);
    expect(loser.body.error.message).toMatch(told);
    await expect(get(waiver.id)).resolves.toMatchObject({ status, decision });

    const late = await decideAs(backend.asUser(admin), waiver, 'revoke');
    expect(late.status).toBe(412);
    expect(late.body.error.message).toMatch(told);
    const anyVersion = await decideAs(
      backend.asUser(admin),
      { ...waiver, etag: '*' },
      'reject',
    );
    expect(anyVersion.status).toBe(409);
    expect(anyVersion.body.error.message).toMatch(
      `Only a waiver that is requested can be rejected, and ${decision?.by} ${status} this one at ${decision?.at}`,
    );
  });

  it('keep one request of many, and give a repeated one back', async () => {
    const send = (overrides?: Partial<NewWaiverInput>) =>
      backend.asUser(sam).post('/waivers', requestFor('chat', overrides));
    const key = { idempotencyKey: 'pipeline-1' };
    const answers = await Promise.all([send(key), send(), send()]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409]);
    const [{ id, etag, requestedAt }] = await list(`entity=${refOf('chat')}`);
    const refusals = answers.flatMap(({ body }) => body.error?.message ?? []);
    expect(new Set(refusals)).toEqual(
      new Set([
        `${sam} asked for a waiver of runbook for ${refOf('chat')} at ${requestedAt} (${id}); it waits for a decision`,
      ]),
    );
    await decideAs(backend.asUser(sam), { id, etag }, 'revoke').expect(200);

    const again = { idempotencyKey: 'pipeline-2' };
    const { body: first } = await send(again).expect(201);
    const approved = await decide(waiverSchema.parse(first), 'approve');
    const { body: repeated } = await send(again).expect(200);
    expect(repeated).toMatchObject({ id: first.id, status: 'approved' });
    const second = await send({ idempotencyKey: 'pipeline-3' });
    expect([second.status, second.body.error.message]).toEqual([
      409,
      `A waiver of runbook for ${refOf('chat')} is in force until ${approved.expiresAt}; to continue it, send its id ${approved.id} as renews`,
    ]);
  });

  it('show nothing of what may not be seen', async () => {
    const waiver = await request('secret', {}, grace);
    const all = await list('status=requested', admin);
    expect(all).toContainEqual(expect.objectContaining({ id: waiver.id }));
    for (const query of ['status=requested', `entity=${refOf('secret')}`]) {
      const seen = await list(query, eve);
      expect(seen.map(({ entityRef }) => entityRef)).not.toContain(
        refOf('secret'),
      );
    }
    const asEve = backend.asUser(eve);
    const answers = [
      await asEve.get(`/waivers/${waiver.id}`),
      await decideAs(asEve, waiver, 'approve'),
      await asEve.get('/entities/component/default/secret/waiver-options'),
      await asEve.post('/waivers', requestFor('secret')),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it('keep the waivers of an entity that is gone for those who see everything', async () => {
    const waiver = await request('gone');
    await backend.removeEntity(gone);
    await expect(get(waiver.id)).resolves.toMatchObject({
      entityTitle: 'gone',
      allowed: { review: false, revoke: false, renew: false },
    });
    await backend.asUser(sam).get(`/waivers/${waiver.id}`).expect(404);
    const { status, body } = await decideAs(
      backend.asUser(admin),
      waiver,
      'approve',
    );
    expect([status, body.error.message]).toEqual([
      409,
      `${refOf('gone')} is not in the catalog any more, so its waivers are kept as they are`,
    ]);
  });

  it.each<[string, Partial<NewWaiverInput>, number, RegExp]>([
    ['no reason', { reason: ' soon ' }, 400, /reason: .*10/],
    [
      'an expiry that is over',
      { expiresAt: '2026-01-01T00:00:00Z' },
      400,
      /expiresAt: 2026-01-01T00:00:00Z is over, use a time in the future/,
    ],
    [
      'an expiry that is too far away',
      { expiresAt: '2126-01-01T00:00:00Z' },
      400,
      /expiresAt: 2126.* is more than 30 days away, use at most 20\d\d-/,
    ],
    [
      'a check that is none',
      { checkId: 'weather' },
      400,
      /checkId: "weather" is not a check of the active rule packs, see \/rule-packs/,
    ],
    [
      'a check that passes',
      { checkId: 'named' },
      409,
      /refusals passes named, so there is nothing to waive/,
    ],
    [
      'a check that is unknown',
      { checkId: 'licensed' },
      409,
      /not known whether .*refusals passes licensed: .*repair what keeps it/,
    ],
    [
      'a check that does not apply',
      { checkId: 'retired' },
      409,
      /retired does not apply to .*refusals, so there is nothing to waive/,
    ],
    [
      'an entity without a scorecard',
      { entityRef: refOf('website') },
      404,
      /website has no scorecard, because no rule pack selects it/,
    ],
    [
      'an entity that is none',
      { entityRef: refOf('nowhere') },
      404,
      /No entity component:default\/nowhere in the catalog/,
    ],
    [
      'a reference that is none',
      { entityRef: 'component:' },
      400,
      /entityRef: "component:" is not an entity reference/,
    ],
    [
      'a kind without scorecards',
      { entityRef: 'user:default/sam' },
      400,
      /kind: "user" has no scorecards/,
    ],
    [
      'a renewal of nothing',
      { renews: '00000000-0000-4000-8000-000000000000' },
      400,
      /renews: 0{8}-.* is not a waiver of runbook for component:default\/refusals; leave it out/,
    ],
  ])('refuse a request with %s', async (_, overrides, status, message) => {
    const answer = await backend
      .asUser(sam)
      .post('/waivers', requestFor('refusals', overrides));
    expect(answer.body.error?.message).toMatch(message);
    expect(answer.status).toBe(status);
  });

  it('refuse what somebody may not do, or does not say what to', async () => {
    const asAdmin = backend.asUser(admin);
    const waiver = await request('admins', {}, admin);
    const { id } = waiver;
    const answers = [
      await decideAs(asAdmin, waiver, 'approve'),
      await backend.asUser(eve).post('/waivers', requestFor('admins')),
      await decideAs(backend.asUser(eve), waiver, 'revoke'),
      await decideAs(backend.asUser(eve), waiver, 'reject'),
      await asAdmin.post(`/waivers/${id}/approve`, {}),
      await decideAs(asAdmin, { id, etag: '"7"' }, 'revoke'),
      await asAdmin.get('/waivers/7'),
      await asAdmin.get('/waivers?status=approved&cursor=x'),
      await asAdmin.get('/waivers?status=rejected&expiringWithinDays=7'),
      await backend.as('').get('/waivers'),
    ];
    expect(
      answers.map(({ status, body }) => `${status} ${body.error.message}`),
    ).toEqual([
      `403 Waivers are approved by a second person, and ${admin} asked for this one`,
      `403 You may not ask for waivers of ${refOf('admins')}; its owner may`,
      `403 You may not revoke waivers of ${refOf('admins')} that somebody else asked for`,
      `403 You may not approve or reject waivers of ${refOf('admins')}`,
      expect.stringMatching(/^428 Send the header If-Match with the ETag/),
      expect.stringMatching(/^412 It was changed since you read it/),
      '404 No waiver 7',
      expect.stringMatching(/^400 cursor: not a cursor of this list/),
      '400 expiringWithinDays: only approved waivers are in force and can expire soon, leave out status rejected',
      expect.stringMatching(/^401/),
    ]);
  });
});
