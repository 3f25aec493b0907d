import { Scorecard } from '@paved-road/plugin-paved-road-common';
import {
  evaluationRunSchema,
  scorecardSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { randomUUID } from 'node:crypto';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';

const ada = 'user:default/ada';
const eve = 'user:default/eve';

describe('the evaluation endpoints', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
    ]);
  });

  it('evaluate an entity, and say what is not known of it and why', async () => {
    const { body } = await backend
      .asUser(ada)
      .post('/entities/component/default/search/scorecard')
      .expect(200);
    const scorecard: Scorecard = scorecardSchema.parse(body);
    expect(scorecard.facts).toEqual([
      {
        status: 'unknown',
        name: 'repository',
        title: 'Repository',
        reason: expect.stringContaining('catalog.example'),
        triedAt: expect.any(String),
        nextTryAt: expect.any(String),
      },
    ]);
    const unknown = scorecard.results.filter(
      ({ state }) => state === 'unknown',
    );
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.every(({ facts }) => facts.includes('repository'))).toBe(
      true,
    );
  });

  it('run over the fleet for those who may, and let everybody watch', async () => {
    const user = backend.asUser(eve);
    await until(async () => {
      const { body } = await user.get('/scorecards');
      return body.totalItems === 1;
    });
    await user.post('/evaluations').expect(403);
    const { body } = await backend
      .asUser(admin)
      .post('/evaluations')
      .expect(201);
    const run = evaluationRunSchema.parse(body);
    expect(run).toMatchObject({ trigger: 'request', requestedBy: admin });

    await until(async () => {
      const { body: seen } = await user.get(`/evaluations/${run.id}`);
      return seen.state === 'finished';
    });
    const { body: list } = await user.get('/evaluations?limit=1').expect(200);
    evaluationRunSchema.array().parse(list.items);
    expect(list.items).toHaveLength(1);
    // Not even how many entities there are, unless somebody may see all of them.
    for (const figure of ['total', 'done', 'changed']) {
      expect(list.items[0]).not.toHaveProperty(figure);
    }
    const { body: all } = await backend
      .asUser(admin)
      .get(`/evaluations/${run.id}`);
    expect(all).toMatchObject({ done: 1 });

    await user.post(`/evaluations/${run.id}/cancel`).expect(403);
    const ended = await backend
      .asUser(admin)
      .post(`/evaluations/${run.id}/cancel`)
      .expect(409);
    expect(ended.body.error.message).toBe(
      `Run ${run.id} has ended: it is finished`,
    );
  });

  it('say what is wrong with a request', async () => {
    const user = backend.asUser(ada);
    for (const id of ['unknown', '%00', randomUUID()]) {
      const { body } = await user.get(`/evaluations/${id}`).expect(404);
      expect(body.error.message).toMatch(/^(No|There is no) run/);
    }
    await backend.asUser(admin).post('/evaluations/%00/cancel').expect(404);
    for (const [query, message] of [
      ['limit=0', 'limit: 0 is too small'],
      ['cursor=nonsense', 'cursor: not a cursor of this list'],
    ]) {
      const { body: refusal } = await user
        .get(`/evaluations?${query}`)
        .expect(400);
      expect(refusal.error.message).toContain(message);
    }
  });
});
