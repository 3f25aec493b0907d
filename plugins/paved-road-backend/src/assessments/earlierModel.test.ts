import { createMockDirectory } from '@backstage/backend-test-utils';
import { Advice, Assessment } from '@paved-road/plugin-paved-road-common';
import createKnex from 'knex';
import {
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';

const profile = {
  team: { devopsMaturity: 4, teamSize: 25, parallelTeams: 4 },
  product: { driver: 'scale' },
  workload: { traffic: 'spiky', latency: 'interactive', invocation: 'api' },
};
const decision = { pattern: 'monolith', rationale: 'The team knows it.' };

describe('an assessment of an earlier model', () => {
  const directory = createMockDirectory();

  async function startWithAssessment() {
    directory.setContent({ db: {} });
    const backend = await startPavedRoad([createComponent('search', ada)], {
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: { directory: directory.resolve('db') },
        },
      },
    });
    const user = backend.asUser(ada);
    const { body: made }: { body: Assessment } = await user
      .post('/entities/component/default/search/assessments', {
        profile,
        decision,
      })
      .expect(201);
    const pretend = async (stored: Advice) => {
      const knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename: directory.resolve('db/paved-road.sqlite') },
        useNullAsDefault: true,
      });
      const changed = await knex('assessments').update({
        advice: JSON.stringify(stored),
        model_version: stored.modelVersion,
      });
      await knex.destroy();
      expect(changed).toBe(1);
    };
    return { backend, user, made, pretend };
  }

  it('is stale once the current model gives another answer, stays readable, and has a record', async () => {
    const { backend, user, made, pretend } = await startWithAssessment();
    const { recommendation } = made.advice;
    await pretend({
      ...made.advice,
      modelVersion: '1.9.0',
      recommendation: { ...recommendation, verdict: 'not-enough-answers' },
    });
    const readAssessment = async () =>
      (await user.get(`/assessments/${made.id}`).expect(200)).body;
    expect((await readAssessment()).stale).toEqual([]);

    await backend.trigger('modelChecks');
    const read = await readAssessment();
    expect(read).toMatchObject({
      stale: ['model-version'],
      profile,
      decision,
      advice: {
        modelVersion: '1.9.0',
        recommendation: { pattern: recommendation.pattern },
      },
    });
    const { text } = await user
      .get(`/assessments/${made.id}/decision-record`)
      .expect(200);
    expect(text).toContain('# Modular monolith for search\n');
    expect(text).toContain('1.9.0, functions on');
    const { body: composed } = await user
      .get('/entities/component/default/search/assessments')
      .expect(200);
    expect(composed.counting).toMatchObject({
      id: made.id,
      stale: ['model-version'],
    });
    const { body: submitted } = await user
      .post(`/assessments/${made.id}/submit`)
      .expect(200);
    expect(submitted.stale).toEqual(['model-version']);
    const { body: withdrawn } = await user
      .post(`/assessments/${made.id}/withdraw`)
      .expect(200);

    const { body: renewed } = await user
      .patch(`/assessments/${made.id}`, withdrawn.etag, { profile })
      .expect(200);
    expect(renewed.stale).toEqual([]);
    expect(renewed.advice.modelVersion).toBe(made.advice.modelVersion);
  });

  it('is not stale while the current model gives the same answer', async () => {
    const { backend, user, made, pretend } = await startWithAssessment();
    await pretend({ ...made.advice, modelVersion: '2.0.0' });
    await backend.trigger('modelChecks');
    const { body: read } = await user
      .get(`/assessments/${made.id}`)
      .expect(200);
    expect(read).toMatchObject({
      stale: [],
      advice: { modelVersion: '2.0.0' },
    });
    const { body: listed } = await user.get('/assessments?stale=true');
    expect(listed.items).toEqual([]);
  });
});
