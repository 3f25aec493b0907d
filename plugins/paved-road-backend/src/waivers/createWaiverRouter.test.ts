import {
  CheckResult,
  NewWaiverInput,
  Waiver,
} from '@paved-road/plugin-paved-road-common';
import { waiverSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { Settings } from 'luxon';
import { admin, createComponent } from '../__testUtils__/startPavedRoad';
import {
  daysAhead,
  eve,
  gone,
  grace,
  refOf,
  sam,
  startWaivers,
  waiverCalls,
} from '../__testUtils__/waiverCalls';
import { WaiverStore } from './WaiverStore';

describe('the waiver endpoints', () => {
  let backend: Awaited<ReturnType<typeof startWaivers>>;
  const { requestFor, request, decideAs, decide, get, list } = waiverCalls(
    () => backend,
  );

  beforeAll(async () => {
    backend = await startWaivers();
  });

  afterEach(() => {
    Settings.now = () => Date.now();
  });

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
        link: '/catalog/default/component/search/scorecard',
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
    const inForceAt = async (time: string) =>
      (await list(`check=runbook&inForceAt=${time}`)).map(waiver => waiver.id);
    await expect(inForceAt(approved.decision!.at)).resolves.toEqual([id]);
    await expect(inForceAt(ended.events.at(-1)!.at)).resolves.toEqual([
      renewal.id,
    ]);
    await expect(inForceAt(renewal.expiresAt)).resolves.toEqual([]);
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
  });

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
    // Whoever calls the API decides whether to say why.
    await decide(await request('ranking'), 'reject');
    const statuses = (await list(`entity=${refOf('ranking')}`)).map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['rejected', 'revoked', 'revoked']);
  });

  it('tell who asked for it at once what was decided, and the owner not before the next digest', async () => {
    const waiver = await request('admins', {}, admin);
    const told = backend.notified.length;
    const comment = 'Take the one of the other team.';
    await decideAs(backend.asService(), waiver, 'reject', comment).expect(200);
    expect(backend.notified.slice(told)).toEqual([
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: admin },
        payload: expect.objectContaining({ description: comment }),
      }),
    ]);
  });

  it('let one of two who decide at once win, and tell the other who was faster', async () => {
    const waiver = await request('races');
    const answers = await Promise.all([
      decideAs(backend.asUser(admin), waiver, 'approve'),
      decideAs(backend.asService(), waiver, 'reject', 'Not for this.'),
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
    // The first one is stored after the second one looked for it.
    const look = jest
      .spyOn(WaiverStore.prototype, 'findRequest')
      .mockResolvedValueOnce(undefined);
    const { body: overtaken } = await send(again).expect(200);
    expect(overtaken).toEqual(repeated);
    look.mockRestore();
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
      `${refOf('gone')} is no longer in the catalog, so its waivers are kept as they are`,
    ]);
  });
});
