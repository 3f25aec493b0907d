import { createMockDirectory } from '@backstage/backend-test-utils';
import { Advice, Assessment } from '@paved-road/plugin-paved-road-common';
import createKnex from 'knex';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';

/** What model 1.1 stored. */
const { profile, decision, advice } = JSON.parse(
  readFileSync(
    path.resolve(
      __dirname,
      '../../../paved-road-common/src/assessments/__fixtures__/assessmentOfModel1.json',
    ),
    'utf8',
  ),
);

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
    return { user, made, pretend };
  }

  it('is stale where that knew less, stays readable, and has a record', async () => {
    const { user, made, pretend } = await startWithAssessment();
    await pretend(advice);
    const { body: read } = await user
      .get(`/assessments/${made.id}`)
      .expect(200);
    expect(read).toMatchObject({
      stale: ['model-version'],
      profile,
      decision,
      advice: {
        modelVersion: '1.1.0',
        recommendation: { pattern: advice.recommendation.pattern },
      },
    });
    const { text } = await user
      .get(`/assessments/${made.id}/decision-record`)
      .expect(200);
    expect(text).toContain('# Modular monolith for search\n');
    expect(text).toContain('made with version 1.1.0');
    expect(text).toContain('Version 1.1.0 of the model counted a confidence');
    const { body: composed } = await user
      .get('/entities/component/default/search/assessments')
      .expect(200);
    expect(composed.counting.id).toBe(made.id);

    const { body: renewed } = await user
      .patch(`/assessments/${made.id}`, read.etag, { profile })
      .expect(200);
    expect(renewed.stale).toEqual([]);
    expect(renewed.advice.recommendation.verdict).toBeDefined();
  });

  it('is not stale by the questions about language models alone, which came with 2.1', async () => {
    const { user, made, pretend } = await startWithAssessment();
    expect(made.advice.modelVersion).toBe('2.1.0');
    await pretend({ ...made.advice, modelVersion: '2.0.0' });
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
