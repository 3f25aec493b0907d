import { createMockDirectory } from '@backstage/backend-test-utils';
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

describe('an assessment of model 1', () => {
  const directory = createMockDirectory();

  it('stays readable, is stale, and has a record', async () => {
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
    const { body: made } = await user
      .post('/entities/component/default/search/assessments', {
        profile,
        decision,
      })
      .expect(201);
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('db/paved-road.sqlite') },
      useNullAsDefault: true,
    });
    const changed = await knex('assessments').update({
      advice: JSON.stringify(advice),
      model_version: advice.modelVersion,
    });
    await knex.destroy();
    expect(changed).toBe(1);

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
  }, 60_000);
});
