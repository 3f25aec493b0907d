import {
  Assessment,
  AssessmentSummary,
  EntityAssessmentsPage,
  Page,
  findRequestedChanges,
} from '@paved-road/plugin-paved-road-common';
import { randomUUID } from 'node:crypto';
import { Response } from 'supertest';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const bob = 'user:default/bob';
const eve = 'user:default/eve';

const profile = {
  team: { devopsMaturity: 2, teamSize: 5 },
  product: { driver: 'time-to-market' },
};

/** Of a chat that calls a language model. */
const chat = {
  ...profile,
  workload: {
    traffic: 'spiky',
    latency: 'first-token',
    requestsPerMonth: 20_000,
  },
  llm: {
    use: 'chat',
    inputTokens: 2_000,
    outputTokens: 300,
    quality: 'mid',
    residency: 'none',
    callsPerTask: 1,
    reusedPrefix: 0.5,
  },
};

const collection = (name: string) =>
  `/entities/component/default/${name}/assessments`;

describe('assessments over HTTP', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
      createComponent('chat', bob),
      createComponent('secret', bob, { restricted: true, title: 'The secret' }),
      createComponent('fresh', ada),
      createComponent('succession', ada),
      createComponent('counted', ada),
      createComponent('assistant', ada),
      createEntity('User', 'ada', {
        profile: { displayName: 'Ada Lovelace' },
        memberOf: [],
      }),
    ]);
  });

  async function create(
    person: string,
    name: string,
    content: object = { profile },
  ): Promise<Assessment> {
    const { body } = await backend
      .asUser(person)
      .post(collection(name), content)
      .expect(201);
    return body;
  }

  async function createApproved(name: string): Promise<Assessment> {
    const { id } = await create(ada, name);
    await backend.asUser(ada).post(`/assessments/${id}/submit`).expect(200);
    const { body } = await backend
      .asUser(admin)
      .post(`/assessments/${id}/approve`)
      .expect(200);
    return body;
  }

  function readError({ status, body }: Response) {
    return {
      status,
      name: body.error?.name as string,
      message: body.error?.message as string,
    };
  }

  describe('the life of an assessment', () => {
    it('leads from a draft to an approved decision with its record', async () => {
      const author = backend.asUser(ada);
      const created = await author.post(collection('search'), { profile });
      expect(created.status).toBe(201);
      const draft: Assessment = created.body;
      expect(draft).toMatchObject({
        entityRef: 'component:default/search',
        author: ada,
        status: 'draft',
        orphaned: false,
        stale: [],
        profile,
        events: [{ action: 'created', actor: ada }],
      });
      expect(created.headers).toMatchObject({
        etag: draft.etag,
        location: `/api/paved-road/assessments/${draft.id}`,
        'cache-control': 'no-store',
      });
      expect(draft.advice.ranking).toHaveLength(3);
      expect((await author.get(`/assessments/${draft.id}`)).body).toEqual(
        draft,
      );

      const decision = {
        pattern: 'microservices',
        rationale: 'We run the platform already.',
      };
      const { body: decided } = await author
        .patch(`/assessments/${draft.id}`, draft.etag, { decision })
        .expect(200);
      expect(decided).toMatchObject({ profile, decision, status: 'draft' });
      expect(decided.etag).not.toBe(draft.etag);

      const { body: submitted } = await author
        .post(`/assessments/${draft.id}/submit`, { comment: 'Please look.' })
        .expect(200);
      expect(submitted).toMatchObject({
        status: 'submitted',
        submitted: { by: ada },
      });

      const { body: approved } = await backend
        .asUser(admin)
        .post(`/assessments/${draft.id}/approve`, { comment: 'Well argued.' })
        .expect(200);
      expect(approved).toMatchObject({
        status: 'approved',
        decision,
        review: { by: admin, comment: 'Well argued.' },
        events: [
          { action: 'created', actor: ada },
          { action: 'updated', actor: ada },
          { action: 'submitted', actor: ada, comment: 'Please look.' },
          { action: 'approved', actor: admin, comment: 'Well argued.' },
        ],
      });

      await author.post('/entities/component/default/search/scorecard');
      const { standing } = approved;
      expect(standing).toEqual(decided.standing);
      const { body: same } = await author.get(
        `/assessments?status=approved&standing=${standing.id}`,
      );
      const search = 'refs=component:default/search';
      const { body: rows } = await author.get(`/scorecards?${search}`);
      for (const { items } of [same, rows]) {
        expect(items).toMatchObject([
          { entityRef: 'component:default/search', standing },
        ]);
      }
      const { text: csv } = await author.get(`/scorecards.csv?${search}`);
      expect(csv).toContain(`,${standing.id},`);
      expect(csv).toContain(standing.text);
      const record = await author
        .get(`/assessments/${draft.id}/decision-record`)
        .expect(200);
      expect(record.headers['content-type']).toMatch(/^text\/markdown/);
      expect(record.headers['x-content-type-options']).toBe('nosniff');
      expect(record.text).toMatch(/^---\nstatus: accepted\n/);
      expect(record.text).toContain('We run the platform already.');
      expect(record.text).toMatch(
        /^\d+ checks on the scorecard of Search compare the service with this/m,
      );
      expect(record.text).toContain('decision-makers: [Ada Lovelace, Admin]\n');
      expect(record.text).toContain('# Microservices for Search\n');
      expect(record.text).toContain('submitted by Ada Lovelace: Please look.');
      expect(record.text).not.toContain('default/');
    });

    it('previews the record of an entity that is still to be made, and stores nothing', async () => {
      const content = {
        entityRef: 'Component:not-there-yet',
        profile,
        decision: { pattern: 'microservices', rationale: 'It is ours.' },
      };
      const author = backend.asUser(ada);
      const { body, headers } = await author
        .post('/decision-record', content)
        .expect(200);
      expect(headers['cache-control']).toBe('no-store');
      expect(body.markdown).toMatch(
        /^---\nstatus: proposed\ndate: [\d-]+\ndecision-makers: \[Ada Lovelace\]\n/,
      );
      expect(body.markdown).toContain('# Microservices for not-there-yet\n');
      expect(body.markdown).toContain('It is ours.');
      const { entityRef: _, ...request } = content;
      expect(body.advice).toEqual((await author.post('/advice', request)).body);
      await author
        .get('/entities/component/default/not-there-yet/assessments')
        .expect(404);
    });

    it('names an entity in a preview only to those who see it', async () => {
      const preview = async (person: string) =>
        (
          await backend
            .asUser(person)
            .post('/decision-record', {
              entityRef: 'component:default/secret',
              profile,
            })
            .expect(200)
        ).body.markdown;
      expect(await preview(bob)).toContain('for The secret\n');
      expect(await preview(eve)).toContain('for secret\n');
    });

    it.each([
      [{ entityRef: 'component:default/x' }, /profile/],
      [{ profile: {} }, /entityRef/],
      [
        { profile: {}, entityRef: 'component:' },
        /entityRef: "component:" is not an/,
      ],
      [{ profile: {}, entityRef: 'user:default/x' }, /cannot be assessed/],
      [
        { profile: { team: { teamSize: 0 } }, entityRef: 'x' },
        /profile\.team\.teamSize: 0 is too small/,
      ],
    ])('refuses the preview of %j', async (content, message) => {
      const answer = await backend
        .asUser(ada)
        .post('/decision-record', content);
      expect(readError(answer)).toMatchObject({
        status: 400,
        message: expect.stringMatching(message),
      });
    });

    it('accepts the recommendation when nothing is decided', async () => {
      const draft = await create(ada, 'search');
      const { body } = await backend
        .asUser(ada)
        .post(`/assessments/${draft.id}/submit`);
      expect(body.decision).toEqual({
        pattern: draft.advice.recommendation.pattern,
      });
    });

    it('decides, returns and lists where a language model runs', async () => {
      const author = backend.asUser(ada);
      const draft = await create(ada, 'assistant', { profile: chat });
      const { pattern, placement } = draft.advice.recommendation;
      expect(placement).toBe('hosted-api');
      const decision = { pattern, placement: 'own-gpu' };
      const { body: decided } = await author
        .patch(`/assessments/${draft.id}`, draft.etag, { decision })
        .expect(200);
      expect(decided).toMatchObject({ decision, profile: chat });
      expect(
        readError(await author.post(`/assessments/${draft.id}/submit`)),
      ).toMatchObject({
        status: 400,
        message:
          'decision.rationale: the decision for own-gpu overrides the recommended hosted-api; enter a reason, or decide for hosted-api',
      });
      const explained = { ...decision, rationale: 'The GPUs are bought.' };
      await author
        .patch(`/assessments/${draft.id}`, decided.etag, {
          decision: explained,
        })
        .expect(200);
      await author.post(`/assessments/${draft.id}/submit`).expect(200);
      const { body: approved } = await backend
        .asUser(admin)
        .post(`/assessments/${draft.id}/approve`)
        .expect(200);
      expect(approved).toMatchObject({ decision: explained, stale: [] });

      const { text } = await author
        .get(`/assessments/${draft.id}/decision-record`)
        .expect(200);
      expect(text).toMatch(/^# .* and a model server for assistant$/m);
      expect(text).toContain('Language model: Own GPUs (chosen)');
      const { body: page }: { body: Page<AssessmentSummary> } =
        await author.get('/assessments?overridden=true&limit=100');
      expect(page.items.find(({ id }) => id === draft.id)).toMatchObject({
        pattern,
        placement: 'own-gpu',
        recommendedPlacement: 'hosted-api',
        rationale: 'The GPUs are bought.',
      });
    });

    it('accepts the placement that is recommended with the pattern', async () => {
      const { id, advice } = await create(ada, 'assistant', { profile: chat });
      const { pattern, placement } = advice.recommendation;
      const { body } = await backend
        .asUser(ada)
        .post(`/assessments/${id}/submit`)
        .expect(200);
      expect(body.decision).toEqual({ pattern, placement });
    });

    it('takes a bare pattern for a decision, and computes the advice again with the profile', async () => {
      const draft = await create(ada, 'search', {
        profile,
        decision: 'hybrid',
      });
      expect(draft.decision).toEqual({ pattern: 'hybrid' });
      const { body } = await backend
        .asUser(ada)
        .patch(`/assessments/${draft.id}`, draft.etag, {
          profile: {},
          decision: null,
        })
        .expect(200);
      expect(body.decision).toBeUndefined();
      expect(draft.advice.completeness).toBeGreaterThan(0);
      expect(body.advice.completeness).toBe(0);
    });

    it('lets a newer approved one take the place of an older one', async () => {
      const first = await createApproved('succession');
      const second = await createApproved('succession');
      const { body }: { body: EntityAssessmentsPage } = await backend
        .asUser(eve)
        .get(collection('succession'));
      expect(body.counting).toEqual(second);
      expect(body.items.map(({ id, status }) => [id, status])).toEqual([
        [second.id, 'approved'],
        [first.id, 'superseded'],
      ]);
      expect(body.items[1]).toMatchObject({ review: { by: admin } });
      expect(body.items[1].events.at(-1)).toMatchObject({
        action: 'superseded',
        actor: admin,
        comment: expect.stringContaining(second.id),
      });
    });

    it('is shown with the one that counts, however old that is', async () => {
      const user = backend.asUser(ada);
      const page = async (query = '') => {
        const { body } = await user.get(`${collection('counted')}${query}`);
        return body as EntityAssessmentsPage;
      };
      expect(await page()).toEqual({ items: [], totalItems: 0 });

      const first = await create(ada, 'counted');
      const second = await create(ada, 'counted');
      expect((await page()).counting).toEqual(second);

      await user.post(`/assessments/${first.id}/submit`).expect(200);
      expect(await page('?limit=1')).toMatchObject({
        items: [{ id: second.id }],
        counting: { id: first.id, status: 'submitted' },
        totalItems: 2,
      });
    });

    it('asks for a review some time after the approval', async () => {
      const { review, reviewAt } = (await createApproved('search')) as {
        review: { at: string };
        reviewAt: string;
      };
      const days = (Date.parse(reviewAt) - Date.parse(review.at)) / 86_400_000;
      expect(days).toBe(180);
    });

    it('can be withdrawn and rejected', async () => {
      const { id } = await create(ada, 'search');
      const author = backend.asUser(ada);
      await author.post(`/assessments/${id}/submit`).expect(200);
      const { body } = await author
        .post(`/assessments/${id}/withdraw`)
        .expect(200);
      expect(body.status).toBe('draft');
      expect(body.submitted).toBeUndefined();

      await author.post(`/assessments/${id}/submit`).expect(200);
      const { body: rejected } = await backend
        .asUser(admin)
        .post(`/assessments/${id}/reject`, { comment: 'Which team runs it?' })
        .expect(200);
      expect(rejected).toMatchObject({
        status: 'rejected',
        review: { comment: 'Which team runs it?' },
      });
    });

    it('returns to its author when a reviewer requests changes', async () => {
      const { id } = await create(ada, 'search');
      const path = `/assessments/${id}`;
      const author = backend.asUser(ada);
      const { body: submitted } = await author.post(`${path}/submit`);
      const request = (comment?: string, etag = submitted.etag) =>
        backend
          .asUser(admin)
          .post(`${path}/request-changes`, { comment })
          .set('If-Match', etag);
      for (const comment of [undefined, '', ' ']) {
        expect(readError(await request(comment))).toMatchObject({
          status: 400,
          message: expect.stringContaining('comment'),
        });
      }
      expect(readError(await request('Late.', '"1"')).status).toBe(412);
      backend.audited.length = 0;
      const { body } = await request('Which team runs it?').expect(200);
      expect(body).toMatchObject({
        status: 'draft',
        decision: submitted.decision,
      });
      expect(findRequestedChanges(body)).toEqual({
        by: admin,
        at: body.updatedAt,
        comment: 'Which team runs it?',
      });
      expect(
        backend.audited.filter(
          ({ eventId }) => eventId === 'assessment-mutate',
        ),
      ).toMatchObject([
        { outcome: 'succeeded', meta: { actionType: 'request-changes' } },
      ]);
      expect(readError(await request('Again.', body.etag)).status).toBe(409);
      await author.patch(path, body.etag, { profile }).expect(200);
      const { body: again } = await author.post(`${path}/submit`).expect(200);
      expect(findRequestedChanges(again)).toBeUndefined();
    });

    it('refuses steps that the state does not allow, and changes nothing', async () => {
      const approved = await createApproved('search');
      const path = `/assessments/${approved.id}`;
      const author = backend.asUser(ada);
      const refused = [
        await author.patch(path, approved.etag, { profile: {} }),
        await author.delete(path, approved.etag),
        await author.post(`${path}/submit`),
        await author.post(`${path}/withdraw`),
        await backend.asUser(admin).post(`${path}/approve`),
      ];
      for (const answer of refused) {
        expect(readError(answer)).toEqual({
          status: 409,
          name: 'ConflictError',
          message: expect.stringContaining('this one is approved'),
        });
      }
      expect((await author.get(path)).body).toEqual(approved);
    });

    it('stays as it is when nothing is changed', async () => {
      const draft = await create(ada, 'search');
      const author = backend.asUser(ada);
      const path = `/assessments/${draft.id}`;
      const { body } = await author.patch(path, draft.etag, {}).expect(200);
      expect(body).toEqual(draft);
      expect((await author.patch(path, '"7"', {})).status).toBe(412);
      await author.post(`${path}/submit`).expect(200);
      expect((await author.patch(path, '*', {})).status).toBe(409);
    });

    it('removes a draft for good', async () => {
      const draft = await create(ada, 'search');
      const author = backend.asUser(ada);
      await author.delete(`/assessments/${draft.id}`, draft.etag).expect(204);
      const gone = await author.get(`/assessments/${draft.id}`);
      expect(readError(gone)).toMatchObject({
        status: 404,
        message: `No assessment ${draft.id}`,
      });
    });

    it('creates once for a repeated request', async () => {
      const author = backend.asUser(ada);
      const body = { profile, idempotencyKey: randomUUID() };
      const first = await author.post(collection('search'), body);
      const second = await author.post(collection('search'), {
        ...body,
        profile: {},
      });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body).toEqual(first.body);
      expect(second.headers.location).toBe(first.headers.location);
    });

    it('creates once for an id that the author chose, and refuses it to others', async () => {
      const author = backend.asUser(ada);
      const id = randomUUID();
      const body = { profile, id: id.toUpperCase() };
      const first = await author.post(collection('search'), body);
      expect([first.status, first.body.id]).toEqual([201, id]);
      const second = await author.post(collection('search'), body);
      expect([second.status, second.body]).toEqual([200, first.body]);

      const taken = {
        status: 409,
        name: 'ConflictError',
        message: `id: ${id} is the id of another assessment; use a new UUID, or none`,
      };
      const service = backend.asService();
      for (const entity of ['search', 'chat']) {
        expect(readError(await service.post(collection(entity), body))).toEqual(
          taken,
        );
      }
    });

    it('is open to services that act for themselves', async () => {
      const service = backend.asService();
      const { body } = await service
        .post(collection('chat'), { profile })
        .expect(201);
      expect(body.author).toBe('external:test-service');
      await service.post(`/assessments/${body.id}/submit`).expect(200);
      expect(
        readError(await service.post(`/assessments/${body.id}/approve`)).status,
      ).toBe(403);
    });
  });

  describe('writes at the same time', () => {
    it('are refused without the version that they are based on', async () => {
      const draft = await create(ada, 'search');
      const path = `/assessments/${draft.id}`;
      const author = backend.asUser(ada);
      for (const answer of [
        await author.patch(path, '', { profile: {} }).unset('If-Match'),
        await author.delete(path, '').unset('If-Match'),
      ]) {
        expect(readError(answer)).toEqual({
          status: 428,
          name: 'PreconditionRequiredError',
          message: expect.stringContaining('If-Match'),
        });
      }
      expect((await author.get(path)).body).toEqual(draft);
    });

    it('are refused when they are based on an old version', async () => {
      const draft = await create(ada, 'search');
      const path = `/assessments/${draft.id}`;
      const author = backend.asUser(ada);
      await author
        .patch(path, draft.etag, { weights: { 'idle-cost': 5 } })
        .expect(200);
      const { body: current } = await author.get(path);

      for (const answer of [
        await author.patch(path, draft.etag, { profile: {} }),
        await author.delete(path, draft.etag),
        await author.post(`${path}/submit`).set('If-Match', draft.etag),
      ]) {
        expect(readError(answer)).toMatchObject({
          status: 412,
          name: 'PreconditionFailedError',
        });
      }
      expect((await author.get(path)).body).toEqual(current);
      await author
        .post(`${path}/submit`)
        .set('If-Match', `"0", W/${current.etag}`)
        .expect(200);
      await author.post(`${path}/withdraw`).set('If-Match', '*').expect(200);
      expect(readError(await author.patch(path, 'three', {}))).toMatchObject({
        status: 400,
        message: expect.stringContaining('three'),
      });
    });

    it('let one of two approvals of an entity win, or one after the other', async () => {
      const ids = [];
      for (let i = 0; i < 2; i++) {
        const { id } = await create(ada, 'fresh');
        await backend.asUser(ada).post(`/assessments/${id}/submit`).expect(200);
        ids.push(id);
      }
      const answers = await Promise.all(
        ids.map(id => backend.asUser(admin).post(`/assessments/${id}/approve`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual(
        answers.some(({ status }) => status === 409) ? [200, 409] : [200, 200],
      );
      const { body } = await backend.asUser(ada).get(collection('fresh'));
      expect(
        body.items.filter(({ status }: Assessment) => status === 'approved'),
      ).toHaveLength(1);
    });
  });

  describe('who may do what', () => {
    it('lets everybody who sees the entity read, and only those with permission write', async () => {
      const draft = await create(ada, 'search');
      const path = `/assessments/${draft.id}`;
      const reader = backend.asUser(eve);
      expect((await reader.get(path)).body).toEqual(draft);

      for (const answer of [
        await reader.post(collection('search'), { profile }),
        await reader.patch(path, draft.etag, { profile: {} }),
        await reader.delete(path, draft.etag),
        await reader.post(`${path}/submit`),
      ]) {
        expect(readError(answer)).toEqual({
          status: 403,
          name: 'NotAllowedError',
          message:
            'You may not create or change assessments of component:default/search',
        });
      }
      await backend.asUser(ada).post(`${path}/submit`).expect(200);
      for (const verb of ['approve', 'request-changes', 'reject']) {
        expect(
          readError(await reader.post(`${path}/${verb}`, { comment: 'No.' })),
        ).toEqual({
          status: 403,
          name: 'NotAllowedError',
          message: 'You may not review assessments of component:default/search',
        });
      }
    });

    it('never lets the author or the submitter review, whatever the policy permits', async () => {
      const { id } = await create(ada, 'search');
      await backend.asUser(admin).post(`/assessments/${id}/submit`).expect(200);
      for (const person of [ada, admin]) {
        for (const verb of ['approve', 'request-changes', 'reject']) {
          const answer = await backend
            .asUser(person)
            .post(`/assessments/${id}/${verb}`, { comment: 'Mine.' });
          expect(readError(answer)).toEqual({
            status: 403,
            name: 'NotAllowedError',
            message: expect.stringContaining(`${person} wrote or submitted`),
          });
        }
      }
      expect(
        (await backend.asUser(ada).get(`/assessments/${id}`)).body.status,
      ).toBe('submitted');
    });

    it('hides whether an assessment exists from callers who may not see it', async () => {
      const hidden = await create(bob, 'secret');
      const stranger = backend.asUser(eve);
      const withoutName = (answer: Response, name: string) => {
        const error = readError(answer);
        return { ...error, message: error.message.replaceAll(name, '...') };
      };

      const nothing = randomUUID();
      for (const [verb, suffix] of [
        ['get', ''],
        ['get', '/decision-record'],
        ['post', '/submit'],
        ['post', '/approve'],
      ] as const) {
        const ask = (id: string) =>
          stranger[verb](`/assessments/${id}${suffix}`);
        const missing = withoutName(await ask(nothing), nothing);
        expect(missing).toMatchObject({ status: 404, name: 'NotFoundError' });
        expect(withoutName(await ask(hidden.id), hidden.id)).toEqual(missing);
      }
      for (const ask of [
        (name: string) => stranger.get(collection(name)),
        (name: string) => stranger.post(collection(name), { profile }),
      ]) {
        const missing = withoutName(await ask('absent'), 'absent');
        expect(missing).toMatchObject({ status: 404, name: 'NotFoundError' });
        expect(withoutName(await ask('secret'), 'secret')).toEqual(missing);
      }
      await stranger.get('/assessments/not-an-id').expect(404);
    });

    it('lists and counts only what the caller sees', async () => {
      const hidden = await create(bob, 'secret');
      const idsFor = async (person: string) => {
        const { body }: { body: Page<AssessmentSummary> } = await backend
          .asUser(person)
          .get('/assessments?limit=100&status=draft');
        expect(body.totalItems).toBe(body.items.length);
        return body.items.map(({ id }) => id);
      };
      expect(await idsFor(bob)).toContain(hidden.id);
      expect(await idsFor(admin)).toContain(hidden.id);
      expect(await idsFor(ada)).not.toContain(hidden.id);
    });
  });

  it('lists in pages, with what is asked for', async () => {
    const first = await create(ada, 'search', { profile, decision: 'hybrid' });
    const second = await create(ada, 'search', { profile, decision: 'hybrid' });
    const query =
      '/assessments?pattern=hybrid&status=draft&stale=false&limit=1';
    const user = backend.asUser(ada);

    const { body: page } = await user.get(query).expect(200);
    expect(page.items).toEqual([
      expect.objectContaining({
        id: second.id,
        entityTitle: 'Search',
        owner: ada,
        orphaned: false,
        pattern: 'hybrid',
        recommendedPattern: second.advice.recommendation.pattern,
      }),
    ]);
    const { body: next } = await user.get(
      `${query}&cursor=${encodeURIComponent(page.nextCursor)}`,
    );
    expect(next.items[0].id).toBe(first.id);
    expect(
      (await user.get(`${query}&owner=${encodeURIComponent(bob)}`)).body,
    ).toEqual({ items: [], totalItems: 0 });
    // Without enough answers, there is nothing to override.
    const { body: others } = await user.get(`${query}&overridden=false`);
    expect(others.items).toEqual([{ ...page.items[0] }]);
    expect((await user.get(`${query}&overridden=true`)).body).toEqual({
      items: [],
      totalItems: 0,
    });
  });

  describe('wrong requests', () => {
    it.each([
      [
        'a field that there is not',
        { profile: { team: { size: 3 } } },
        /profile\.team\.size: unknown field/,
      ],
      [
        'a part that there is not',
        { profile, verdict: 'yes' },
        /verdict: unknown field/,
      ],
      [
        'an answer that is not one',
        { profile: { workload: { traffic: 'wild' } } },
        /profile\.workload\.traffic: "wild" is not allowed, use one of steady, spiky, sporadic/,
      ],
      [
        'an answer out of its range',
        { profile: { team: { devopsMaturity: 9 } } },
        /profile\.team\.devopsMaturity: 9 is too large, use at most 5/,
      ],
      [
        'an answer of another type',
        { profile: { team: { teamSize: 'five' } } },
        /profile\.team\.teamSize: expected number, got "five"/,
      ],
      [
        'a weight out of its range',
        { profile, weights: { 'idle-cost': -1 } },
        /weights\.idle-cost: -1 is too small/,
      ],
      [
        'a criterion that there is not',
        { profile, weights: { beauty: 3 } },
        /weights.*beauty/,
      ],
      [
        'an assumption that there is not',
        { profile, assumptions: { luck: 3 } },
        /luck/,
      ],
      [
        'a platform that there is not',
        { profile, platform: 'mainframe' },
        /platform: "mainframe" is not allowed, use one of aws-lambda/,
      ],
      [
        'a pattern that there is not',
        { profile, decision: 'spaghetti' },
        /decision: "spaghetti" is not allowed/,
      ],
      [
        'input of no tokens',
        { profile: { llm: { inputTokens: 0 } } },
        /profile\.llm\.inputTokens: 0 is too small, use more than 0/,
      ],
      [
        'output of fewer than no tokens',
        { profile: { llm: { outputTokens: -5 } } },
        /profile\.llm\.outputTokens: -5 is too small, use more than 0/,
      ],
      [
        'tokens that are no number',
        { profile: { llm: { inputTokens: 'many' } } },
        /profile\.llm\.inputTokens: expected number, got "many"/,
      ],
      [
        'tokens beyond all contexts',
        { profile: { llm: { inputTokens: 1e12 } } },
        /profile\.llm\.inputTokens: 1000000000000 is too large, use at most 100000000/,
      ],
      [
        'a share that is none',
        { profile: { llm: { reusedPrefix: 2 } } },
        /profile\.llm\.reusedPrefix: 2 is too large, use at most 1/,
      ],
      [
        'a question about language models that there is not',
        { profile: { llm: { tokens: 5 } } },
        /profile\.llm\.tokens: unknown field/,
      ],
      [
        'an answer about language models that is none',
        { profile: { llm: { residency: 'moon' } } },
        /profile\.llm\.residency: "moon" is not allowed, use one of none, region, contract, own-perimeter/,
      ],
      [
        'a language model that nobody asks',
        { profile: { ...chat, workload: { requestsPerMonth: 0 } } },
        /profile\.workload\.requestsPerMonth: 0 requests need no language model; use more than 0, leave it out/,
      ],
      [
        'a placement that there is not',
        {
          profile: chat,
          decision: { pattern: 'monolith', placement: 'moon' },
        },
        /decision\.placement: "moon" is not allowed, use one of hosted-api, own-gpu, serverless-gpu, cpu/,
      ],
      [
        'a placement of no language model',
        {
          profile,
          decision: { pattern: 'monolith', placement: 'own-gpu' },
        },
        /decision\.placement: "own-gpu" is a placement of a language model, but the profile has none; remove it, or add profile\.llm/,
      ],
      ['no profile', {}, /profile/],
      [
        'a character that cannot be stored',
        { profile, idempotencyKey: 'a\u0000' },
        /idempotencyKey/,
      ],
      ['an id that is none', { profile, id: '../1' }, /id: Invalid UUID/],
    ])('with %s are refused by name', async (_, body, message) => {
      const user = backend.asUser(ada);
      const { totalItems } = (await user.get('/assessments')).body;
      expect(readError(await user.post(collection('search'), body))).toEqual({
        status: 400,
        name: 'InputError',
        message: expect.stringMatching(message),
      });
      expect((await user.get('/assessments')).body.totalItems).toBe(totalItems);
    });

    it('leave a decided placement without a language model to no draft', async () => {
      const user = backend.asUser(ada);
      const draft = await create(ada, 'assistant', {
        profile: chat,
        decision: { pattern: 'monolith', placement: 'own-gpu' },
      });
      const path = `/assessments/${draft.id}`;
      expect(
        readError(await user.patch(path, draft.etag, { profile })),
      ).toMatchObject({
        status: 400,
        message: expect.stringContaining('decision.placement: "own-gpu"'),
      });
      expect((await user.get(path)).body).toEqual(draft);
      await user
        .patch(path, draft.etag, { profile, decision: 'monolith' })
        .expect(200);
    });

    it.each([
      ['?status=done', /status: "done" is not allowed, use one of draft/],
      ['?pattern=big-ball', /pattern: "big-ball"/],
      ['?stale=perhaps', /stale/],
      ['?overridden=perhaps', /overridden/],
      ['?limit=0', /limit/],
      ['?limit=101', /limit/],
      ['?cursor=made-up', /cursor/],
      ['?sort=name', /sort: unknown field/],
      ['?owner=group:', /owner/],
    ])('for the list %s are refused by name', async (query, message) => {
      expect(
        readError(await backend.asUser(ada).get(`/assessments${query}`)),
      ).toEqual({
        status: 400,
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    });

    it('are refused when they are too large, no JSON, or of another type', async () => {
      const user = backend.asUser(ada);
      const path = collection('search');
      const large = {
        profile,
        decision: { pattern: 'hybrid', rationale: 'x'.repeat(100_000) },
      };
      expect(readError(await user.post(path, large))).toEqual({
        status: 413,
        name: 'PayloadTooLargeError',
        message: expect.stringContaining('100 kB'),
      });
      expect(
        readError(await user.post(path, '{"profile"').type('json')),
      ).toEqual({
        status: 400,
        name: 'InputError',
        message: expect.stringContaining('not valid JSON'),
      });
      expect(
        readError(
          await user.post(path, 'profile: {}').type('application/yaml'),
        ),
      ).toEqual({
        status: 415,
        name: 'UnsupportedMediaTypeError',
        message: expect.stringContaining('application/json'),
      });
    });

    it('are refused for kinds that are not assessed, and for what is no entity', async () => {
      const user = backend.asUser(ada);
      expect(
        readError(await user.get('/entities/api/default/search/assessments')),
      ).toEqual({
        status: 400,
        name: 'InputError',
        message: expect.stringMatching(/kind: "api".*Component, System/),
      });
      expect(
        readError(
          await user.get('/entities/component/default/a%20b/assessments'),
        ),
      ).toMatchObject({
        status: 400,
        message: expect.stringContaining('name'),
      });
    });

    it('cannot submit what says nothing, nor override without a reason, nor comment what cannot be stored', async () => {
      const user = backend.asUser(ada);
      const submit = async (content: object, transition?: object) => {
        const { id } = await create(ada, 'search', content);
        return readError(
          await user.post(`/assessments/${id}/submit`, transition),
        );
      };
      expect(await submit({ profile: {} })).toMatchObject({
        status: 400,
        message: expect.stringContaining('profile: no question is answered'),
      });
      expect(await submit({ profile, decision: 'hybrid' })).toMatchObject({
        status: 400,
        message: expect.stringContaining('decision.rationale'),
      });
      expect(await submit({ profile }, { comment: 'a\u0000' })).toMatchObject({
        status: 400,
        message: expect.stringContaining('comment'),
      });
    });
  });

  it('writes every change to the audit log, whether it succeeds or not', async () => {
    backend.audited.length = 0;
    const { id, etag } = await create(ada, 'search');
    await backend.asUser(eve).delete(`/assessments/${id}`, etag).expect(403);
    await backend.asUser(ada).delete(`/assessments/${id}`, etag).expect(204);
    await backend.asUser(ada).get('/assessments').expect(200);

    expect(
      backend.audited.filter(({ eventId }) => eventId === 'assessment-mutate'),
    ).toMatchObject([
      {
        outcome: 'succeeded',
        meta: { actionType: 'create', entityRef: 'component:default/search' },
      },
      {
        outcome: 'failed',
        error: 'NotAllowedError',
        meta: { actionType: 'delete', assessmentId: id },
      },
      {
        outcome: 'succeeded',
        meta: { actionType: 'delete', assessmentId: id },
      },
    ]);
  });
});
