import { AssessmentSummary, Page } from '@paved-road/plugin-paved-road-common';
import { capabilities } from '@paved-road/plugin-paved-road-common/schemas';
import { catalogEntityChangedTopic } from '@paved-road/plugin-paved-road-node';
import request from 'supertest';
import {
  admin,
  createComponent,
  startPavedRoad,
} from './__testUtils__/startPavedRoad';
import { until } from './__testUtils__/until';

const ada = 'user:default/ada';

describe('the plugin', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
    ]);
  });

  it.each(
    capabilities
      .flatMap(({ operations }) => Object.values(operations))
      .filter(({ callers }) => callers !== 'anyone')
      .map(({ route }) => route),
  )('asks who it is before it reads %s', async route => {
    const [method, path] = route.split(' ');
    const { status, body } = await request(backend.server)
      [method.toLowerCase() as 'get'](
        `/api/paved-road${path.replace(/:\w+/g, '1')}?unknown`,
      )
      .set('Authorization', 'Bearer mock-invalid-user-token')
      .set('Content-Type', 'application/json')
      .send('{');
    expect([status, body.error?.name]).toEqual([401, 'AuthenticationError']);
  });

  it('scores what is in the catalog soon after the start, and what is new when the catalog is read again', async () => {
    const isScored = (name: string) => async () => {
      const { status } = await backend
        .asUser(ada)
        .get(`/entities/component/default/${name}/scorecard`);
      return status === 200;
    };
    await until(isScored('search'));

    await backend.addEntities([createComponent('new', ada)]);
    await until(async () => {
      await backend.trigger('catalogSync');
      return isScored('new')();
    });
    expect((await backend.asUser(ada).get('/scorecards')).body).toMatchObject({
      items: [
        { entityRef: 'component:default/new' },
        { entityRef: 'component:default/search' },
      ],
    });
  });

  it('scores an entity again when its assessment changes', async () => {
    const path = '/entities/component/default/search';
    const user = backend.asUser(ada);
    const assessed = async () => {
      const { body } = await user.get(`${path}/scorecard`).expect(200);
      return body.results.find(
        ({ checkId }: { checkId: string }) =>
          checkId === 'architecture-assessed',
      ).state;
    };
    expect(await assessed()).toBe('fail');

    const { body } = await user.post(`${path}/assessments`, {
      profile: { team: { teamSize: 4 } },
    });
    await user.post(`/assessments/${body.id}/submit`).expect(200);
    expect(await assessed()).toBe('pass');
  });

  it('scores an entity a moment after the catalog tells that it changed', async () => {
    const announced = createComponent('announced', ada);
    await backend.addEntities([announced]);
    await backend.events.publish({
      topic: catalogEntityChangedTopic,
      eventPayload: { entityRef: 'component:default/announced' },
    });
    const scorecard = () =>
      backend
        .asUser(ada)
        .get('/entities/component/default/announced/scorecard');
    await until(async () => {
      await backend.trigger('evaluation');
      return (await scorecard()).status === 200;
    });
    expect((await scorecard()).body).toMatchObject({ level: 'none' });
  });

  it('tells open pages that an assessment changed, and nothing else of it', async () => {
    backend.signalled.length = 0;
    const user = backend.asUser(ada);
    const { body } = await user.post(
      '/entities/component/default/search/assessments',
      { profile: { team: { teamSize: 4 } } },
    );
    await user.delete(`/assessments/${body.id}`, body.etag).expect(204);
    const signal = {
      channel: 'paved-road:assessments:component:default/search',
      recipients: { type: 'broadcast' },
      message: { assessmentId: body.id },
    };
    expect(
      // Behind the requests, the scorecards change as well.
      backend.signalled.filter(({ channel }) => channel !== 'paved-road:fleet'),
    ).toEqual([signal, signal]);
  });

  it('tells those who wait for a review what became of it', async () => {
    const user = backend.asUser(ada);
    const { body } = await user.post(
      '/entities/component/default/search/assessments',
      { profile: { team: { teamSize: 4 } } },
    );
    await user.post(`/assessments/${body.id}/submit`).expect(200);
    expect(backend.notified).toEqual([]);
    await backend
      .asUser(admin)
      .post(`/assessments/${body.id}/reject`, { comment: 'How many models?' })
      .expect(200);
    expect(backend.notified).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: [ada],
          excludeEntityRef: admin,
        },
        payload: {
          title: 'The assessment of Search is rejected',
          description: 'How many models?',
          link: `/catalog/default/component/search/architecture?assessment=${body.id}`,
          topic: 'assessment-review',
        },
      },
    ]);
  });

  it('says that it does not know a route, in the format of all errors', async () => {
    const { body } = await backend.asUser(ada).get('/nowhere').expect(404);
    expect(body.error).toEqual({
      name: 'NotFoundError',
      message: 'No route GET /nowhere',
    });
  });

  it('keeps and shows assessments of an entity that is gone', async () => {
    const gone = createComponent('gone', ada);
    await backend.addEntities([gone]);
    const user = backend.asUser(ada);
    const path = '/entities/component/default/gone/assessments';
    const { body: draft } = await user
      .post(path, { profile: { team: { teamSize: 4 } } })
      .expect(201);
    expect(draft.orphaned).toBe(false);

    await backend.removeEntity(gone);
    await until(async () => {
      await backend.trigger('catalogSync');
      const { body } = await user.get('/assessments?limit=100');
      return body.items.some((item: AssessmentSummary) => item.orphaned);
    });

    for (const person of [ada, admin]) {
      const reader = backend.asUser(person);
      expect((await reader.get(`/assessments/${draft.id}`)).body).toMatchObject(
        {
          id: draft.id,
          orphaned: true,
        },
      );
      expect((await reader.get(path)).body).toMatchObject({ totalItems: 1 });
      const { items }: Page<AssessmentSummary> = (
        await reader.get('/assessments?limit=100')
      ).body;
      expect(items.find(({ id }) => id === draft.id)).toMatchObject({
        orphaned: true,
        entityTitle: 'gone',
      });
    }
    await user.get(`/assessments/${draft.id}/decision-record`).expect(200);

    const stranger = backend.asUser('user:default/eve');
    await stranger.get(`/assessments/${draft.id}`).expect(404);
    await stranger.get(path).expect(404);
    expect((await stranger.get('/assessments')).body.items).not.toContainEqual(
      expect.objectContaining({ id: draft.id }),
    );

    const { body } = await user
      .post(`/assessments/${draft.id}/submit`, {})
      .expect(409);
    expect(body.error.message).toContain('no longer in the catalog');
  });
});

describe('the configuration', () => {
  it.each([
    [
      { assessments: { reviewAfterDays: 0 } },
      /pavedRoad\.assessments\.reviewAfterDays: 0 .*from 1/,
    ],
    [
      { assessments: { reviewAfterDays: 1.5 } },
      /pavedRoad\.assessments\.reviewAfterDays: 1\.5/,
    ],
    [
      { assessments: { reviewAfterDays: 'soon' } },
      /pavedRoad\.assessments\.reviewAfterDays/,
    ],
    [
      { summaries: { schedule: { timeout: { minutes: 10 } } } },
      /pavedRoad\.summaries\.schedule: .*frequency/,
    ],
    [
      { summaries: { waiverExpiryBefore: { hours: 1 } } },
      /pavedRoad\.summaries\.waiverExpiryBefore: PT1H is too short/,
    ],
    [
      { scorecards: { historyRetention: { hours: 12 } } },
      /pavedRoad\.scorecards\.historyRetention: PT12H is too short, use at least a day/,
    ],
    [
      { scorecards: { historyRetention: 'long' } },
      /pavedRoad\.scorecards\.historyRetention/,
    ],
    [
      { waivers: { maxDuration: { hours: 12 } } },
      /pavedRoad\.waivers\.maxDuration: PT12H is too short, use at least a day/,
    ],
    [
      { waivers: { maxDuration: { day: 12 } } },
      /pavedRoad\.waivers\.maxDuration: .*'day'.*'days'|pavedRoad\.waivers\.maxDuration: .*Needs one or more of .*'days'/,
    ],
    [
      { schedule: { frequency: { minuts: 10 }, timeout: { minutes: 5 } } },
      /pavedRoad\.schedule: .*'minutes'/,
    ],
    [
      { schedule: { frequency: { minutes: 10 } } },
      /pavedRoad\.schedule: .*timeout/,
    ],
  ])(
    'stops the start when it is %j, and says what is wrong',
    async (pavedRoad, message) => {
      await expect(startPavedRoad([], { pavedRoad })).rejects.toThrow(message);
    },
  );
});
