import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { modelVersion } from '@paved-road/plugin-paved-road-common/advisor';
import {
  admin,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const path = '/entities/component/default/search/assessments';

const profile = {
  team: { devopsMaturity: 2, parallelTeams: 1, teamSize: 3 },
  product: { driver: 'cost', roadmap: 'stable' },
  workload: { traffic: 'sporadic', invocation: 'event', latency: 'batch' },
};

const model = `
platform: knative
questions:
  - name: dataResidency
    step: workload
    title: Where data may be processed
    help: What the contracts say.
    answer:
      kind: choice
      options:
        - { value: anywhere, label: Anywhere }
        - { value: own-site, label: On our own site }
filters:
  - id: own-site-only
    pattern: serverless
    when: [{ path: custom.dataResidency, is: [own-site] }]
    text: Data stays on our own site.
    source: Data policy
  - id: functions-for-few
    pattern: serverless
    when: [{ path: team.teamSize, above: 3 }]
    text: Functions are for small teams.
    source: Platform policy
`;

describe('an extended model', () => {
  const directory = createMockDirectory();

  it('changes the answers, and makes earlier assessments with other ones stale', async () => {
    directory.setContent({ 'model.yaml': model, db: {} });
    const start = (pavedRoad: JsonObject) =>
      startPavedRoad([createComponent('search', ada)], {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: directory.resolve('db') },
          },
        },
        pavedRoad,
      });

    const before = await start({});
    const { body: early } = await before
      .asUser(ada)
      .post(path, { profile })
      .expect(201);
    expect(early).toMatchObject({
      stale: [],
      advice: {
        modelVersion,
        platform: 'aws-lambda',
        recommendation: { pattern: 'serverless' },
      },
    });
    const larger = { ...profile, team: { ...profile.team, teamSize: 4 } };
    const { body: other } = await before
      .asUser(ada)
      .post(path, { profile: larger })
      .expect(201);
    expect(other.advice.recommendation.pattern).toBe('serverless');
    await before.stop();

    const after = await start({
      model: { file: directory.resolve('model.yaml') },
    });
    const user = after.asUser(ada);
    const { body: described } = await user.get('/model').expect(200);
    expect(described.modelVersion).toMatch(/^[\d.]+\+[0-9a-f]{8}$/);
    expect(described).toMatchObject({
      defaultPlatform: 'knative',
      filters: [
        { id: 'own-site-only', when: [{ path: 'custom.dataResidency' }] },
        { id: 'functions-for-few' },
      ],
    });
    expect(described.questions.at(-1).path).toBe('custom.dataResidency');

    const answered = { ...profile, custom: { dataResidency: 'own-site' } };
    const { body: advice } = await user
      .post('/advice', { profile: answered })
      .expect(200);
    expect(advice.platform).toBe('knative');
    expect(advice.recommendation.pattern).not.toBe('serverless');

    const { body: record } = await user
      .post('/decision-record', {
        entityRef: 'component:default/new',
        profile: answered,
      })
      .expect(200);
    expect(record.advice).toEqual(advice);
    expect(record.markdown).toContain(
      'Where data may be processed: On our own site',
    );
    expect(record.markdown).toContain('Data stays on our own site.');

    const { body: refused } = await user
      .post('/advice', {
        profile: { ...profile, custom: { dataResidency: 'moon' } },
      })
      .expect(400);
    expect(refused.error.message).toContain(
      'profile.custom.dataResidency: "moon" is not a choice, use one of anywhere, own-site',
    );

    const { body: late } = await user
      .post(path, { profile: answered })
      .expect(201);
    expect(late).toMatchObject({
      stale: [],
      profile: answered,
      advice: {
        modelVersion: described.modelVersion,
        recommendation: { pattern: advice.recommendation.pattern },
      },
    });

    await after.trigger('modelChecks');
    expect((await user.get(`/assessments/${early.id}`)).body).toMatchObject({
      stale: [],
      advice: { modelVersion, recommendation: { pattern: 'serverless' } },
    });
    const { body: stale } = await after
      .asUser(admin)
      .get('/assessments?stale=true')
      .expect(200);
    expect(stale.items).toMatchObject([
      { id: other.id, stale: ['model-version'], modelVersion },
    ]);

    const { body: renewed } = await user
      .patch(`/assessments/${other.id}`, other.etag, { profile: larger })
      .expect(200);
    expect(renewed).toMatchObject({
      stale: [],
      advice: { modelVersion: described.modelVersion },
    });
  });

  it('stops the start when it is wrong, and says where', async () => {
    directory.setContent({ 'model.yaml': 'weights:\n  luck: 1\n' });
    await expect(
      startPavedRoad([], {
        pavedRoad: { model: { file: directory.resolve('model.yaml') } },
      }),
    ).rejects.toThrow(/model\.yaml:2:3: weights\.luck: no such criterion/);
  });
});
