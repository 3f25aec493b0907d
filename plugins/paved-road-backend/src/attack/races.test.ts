import { Response, Test } from 'supertest';
import { startTestPostgres } from '../../../../scripts/testPostgres.cjs';
import {
  admin,
  createComponent,
  reviewer,
} from '../__testUtils__/startPavedRoad';
import { testDatabaseIds } from '../__testUtils__/testDatabases';
import { inconsistencies } from './__testUtils__/consistency';
import { startWorld, World } from './__testUtils__/world';

/* `./dev attack` sends 100. */
const MANY = Number(process.env.ATTACK_RACERS ?? 20);
const sam = 'user:default/sam';
const path = '/entities/component/default/races';
const entityRef = 'component:default/races';

jest.setTimeout(180_000);

// Knex tells of each connection, and the back end of each request that it refuses.
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation();
});

/** How often each status was answered. */
async function race(
  count: number,
  start: (number: number) => Test,
): Promise<{ statuses: Record<number, number>; answers: Response[] }> {
  const answers = await Promise.all(
    Array.from({ length: count }, async (_, number) => await start(number)),
  );
  const statuses: Record<number, number> = {};
  for (const { status } of answers) {
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return { statuses, answers };
}

const onlyOne = (lost: number) => ({ 200: 1, [lost]: MANY - 1 });

describe.each(testDatabaseIds)('many at once, on %s', database => {
  let world: World;
  const as = (user: string) => world.asUser(user);

  beforeAll(async () => {
    world = await startWorld(
      database === 'SQLITE_3' ? undefined : await startTestPostgres(),
    );
  });

  const profile = { team: { teamSize: 5 } };
  const draft = async () =>
    (await as(sam).post(`${path}/assessments`, { profile }).expect(201)).body;

  it('create one assessment with one key, submit it once, and approve it once', async () => {
    const created = await race(MANY, () =>
      as(sam).post(`${path}/assessments`, { profile, idempotencyKey: 'one' }),
    );
    expect(created.statuses).toEqual({ 200: MANY - 1, 201: 1 });
    const { id, etag } = created.answers[0].body;
    expect(new Set(created.answers.map(({ body }) => body.id)).size).toBe(1);

    const submitted = await race(MANY, () =>
      as(sam).post(`/assessments/${id}/submit`).set('If-Match', etag),
    );
    expect(submitted.statuses).toEqual(onlyOne(412));
    const now = submitted.answers.find(({ status }) => status === 200)!;

    // Somebody else approves, another one returns it, and the author takes it back.
    const reviewed = await race(MANY, number =>
      [
        () => as(admin).post(`/assessments/${id}/approve`),
        () =>
          as(reviewer).post(`/assessments/${id}/request-changes`, {
            comment: 'Say why',
          }),
        () => as(sam).post(`/assessments/${id}/withdraw`),
        () => as(admin).post(`/assessments/${id}/reject`),
      ]
        [number % 4]()
        .set('If-Match', now.body.etag),
    );
    expect(reviewed.statuses).toEqual(onlyOne(412));
  });

  it('leave one assessment of an entity in force, whoever approves which', async () => {
    const drafts = await Promise.all(Array.from({ length: 10 }, draft));
    const submitted = await race(MANY, number =>
      as(sam).post(`/assessments/${drafts[number % 10].id}/submit`),
    );
    // Several may wait; each is submitted once.
    expect(submitted.statuses).toEqual({ 200: 10, 409: MANY - 10 });
    const ids = drafts.map(({ id }) => id);
    const approved = await race(MANY, number =>
      as(admin).post(`/assessments/${ids[number % 10]}/approve`),
    );
    expect(approved.statuses[200]).toBeGreaterThan(0);
    expect(approved.statuses).toEqual({
      200: approved.statuses[200],
      409: MANY - approved.statuses[200],
    });
    const { body } = await as(sam).get(`${path}/assessments?limit=100`);
    const inForce = body.items.filter(
      ({ status }: { status: string }) => status === 'approved',
    );
    expect(inForce).toHaveLength(1);
  });

  it('request one waiver of a check, and approve or revoke it once', async () => {
    await as(sam).post(`${path}/scorecard`).expect(200);
    const request = {
      entityRef,
      checkId: 'runbook',
      reason: 'It is written in June.',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const requested = await race(MANY, number =>
      as(sam).post('/waivers', {
        ...request,
        idempotencyKey: number % 2 === 0 ? 'one' : 'two',
      }),
    );
    const { id, etag } = requested.answers.find(
      ({ status }) => status === 201,
    )!.body;
    expect(requested.statuses).toEqual({
      200: MANY / 2 - 1,
      201: 1,
      409: MANY / 2,
    });

    const decided = await race(MANY, number =>
      as(admin)
        .post(
          `/waivers/${id}/${['approve', 'reject', 'revoke'][number % 3]}`,
          {},
        )
        .set('If-Match', etag),
    );
    expect(decided.statuses).toEqual(onlyOne(412));
  });

  it('create one campaign with one key, change it once and end it once', async () => {
    const created = await race(MANY, () =>
      as(admin).post('/campaigns', {
        title: 'Silver',
        targetLevel: 'silver',
        dueOn: '2027-12-31',
        idempotencyKey: 'one',
      }),
    );
    expect(created.statuses).toEqual({ 200: MANY - 1, 201: 1 });
    const { id, etag } = created.answers[0].body;
    const changed = await race(MANY, number =>
      as(admin).patch(`/campaigns/${id}`, etag, { title: `Silver ${number}` }),
    );
    expect(changed.statuses).toEqual(onlyOne(412));
    const ended = await race(MANY, () =>
      as(admin).post(`/campaigns/${id}/end`, {}).set('If-Match', '*'),
    );
    expect(ended.statuses[200]).toBe(1);
    const { 409: over = 0, 412: changedMeanwhile = 0 } = ended.statuses;
    expect(over + changedMeanwhile).toBe(MANY - 1);
  });

  it('evaluate a service, with the same result for all', async () => {
    const { statuses, answers } = await race(MANY, () =>
      as(sam).post(`${path}/scorecard`),
    );
    expect(statuses).toEqual({ 200: MANY });
    expect(new Set(answers.map(({ body }) => body.level)).size).toBe(1);
  });

  it('start one run over the fleet', async () => {
    const { statuses } = await race(MANY, () => as(admin).post('/evaluations'));
    // One that is over does not keep another one from starting.
    const started = statuses[201];
    expect(started).toBeGreaterThan(0);
    expect(statuses).toEqual({
      201: started,
      ...(started < MANY && { 409: MANY - started }),
    });
  });

  it('preview rules for all that ask, without an error', async () => {
    const { statuses, answers } = await race(MANY, () =>
      as(admin)
        .post('/rule-packs/preview', { pack: world.pack })
        .set('Prefer', 'wait=5'),
    );
    expect(Object.keys(statuses).filter(status => status > '202')).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.total)).size).toBe(1);
  });

  it('adopt what an earlier entity left once', async () => {
    const reused = createComponent('reused', sam);
    await world.addEntities([reused]);
    const pathOf = '/entities/component/default/reused';
    await as(admin).post(`${pathOf}/scorecard`).expect(200);
    await as(sam).post(`${pathOf}/assessments`, { profile }).expect(201);
    await world.removeEntity(reused);
    await world.addEntities([createComponent('reused', sam)]);
    await as(admin).post(`${pathOf}/scorecard`).expect(200);
    const { body: orphans } = await as(admin)
      .get(`${pathOf}/orphans`)
      .expect(200);
    const uids = orphans.items.map(({ uid }: { uid: string }) => uid);
    expect(uids).toHaveLength(1);
    const { statuses, answers } = await race(MANY, () =>
      as(admin).post(`${pathOf}/orphans/adopt`, { uids }),
    );
    expect(statuses).toEqual({ 200: MANY });
    const adopted = answers.map(({ body }) => body.assessments);
    expect(adopted.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('leave the database as it should be', async () => {
    await expect(inconsistencies(world.knex)).resolves.toEqual([]);
    await world.stop();
  });
});
