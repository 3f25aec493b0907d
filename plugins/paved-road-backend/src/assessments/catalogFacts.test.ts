import { Assessment, CatalogFacts } from '@paved-road/plugin-paved-road-common';
import { catalogFactsSchema } from '@paved-road/plugin-paved-road-common/schemas';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';
import { strictly } from '../__testUtils__/strictly';

const ada = 'user:default/ada';
const eve = 'user:default/eve';

const profile = { team: { devopsMaturity: 1, teamSize: 2 } };

/** The component whose catalog entry changes; owned by a group, so that only the admin may write. */
const search = (dependsOn: string[], owner = 'group:default/search') =>
  createComponent('search', owner, {
    title: 'Search',
    annotations: { 'paved-road.io/pattern': 'microservices' },
    spec: { system: 'shop', providesApis: ['search'], dependsOn },
  });

describe('what the catalog tells', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createEntity('System', 'shop', { owner: 'group:default/search' }),
      createEntity(
        'Group',
        'search',
        { type: 'team', children: [], members: ['ada', 'bob'] },
        { title: 'Search team' },
      ),
      createEntity('User', 'ada', { memberOf: [] }),
      createEntity('User', 'bob', { memberOf: [] }),
      ...['ranker', 'encoder'].map(name =>
        createEntity('Resource', name, {
          type: 'ai-model',
          owner: 'group:default/search',
        }),
      ),
      createComponent('cart', 'group:default/cart', {
        spec: { system: 'shop' },
      }),
      createComponent('secret', 'group:default/cart', {
        restricted: true,
        spec: { system: 'shop' },
      }),
      search(['resource:default/ranker']),
    ]);
  });

  const path = '/entities/component/default/search';

  async function factsFor(person: string): Promise<CatalogFacts> {
    const { body } = await backend
      .asUser(person)
      .get(`${path}/catalog-facts`)
      .expect(200);
    return strictly(catalogFactsSchema).parse(body);
  }

  async function createDraft(): Promise<Assessment> {
    const { body } = await backend
      .asUser(admin)
      .post(`${path}/assessments`, { profile })
      .expect(201);
    return body;
  }

  async function read(id: string): Promise<Assessment> {
    const { body } = await backend.asUser(admin).get(`/assessments/${id}`);
    return body;
  }

  it('is told to everybody who sees the entity, as far as they see what is around it', async () => {
    expect(await factsFor(admin)).toEqual({
      entityRef: 'component:default/search',
      snapshot: {
        owner: 'group:default/search',
        system: 'system:default/shop',
        dependencies: ['resource:default/ranker'],
        models: ['resource:default/ranker'],
        pattern: 'microservices',
      },
      observed: { pattern: 'microservices', deployables: 3 },
      answers: [
        {
          path: 'team.teamSize',
          value: 2,
          provenance: 'Search team, the owner, has 2 members',
        },
        {
          path: 'workload.invocation',
          value: 'api',
          provenance: 'The component provides 1 API',
        },
        {
          path: 'growth.models',
          value: 1,
          provenance: 'The component depends on 1 model: ranker',
        },
      ],
    });
    expect((await factsFor(eve)).observed.deployables).toBe(2);

    const stranger = backend.asUser(eve);
    const hidden = await stranger.get(
      '/entities/component/default/secret/catalog-facts',
    );
    expect([hidden.status, hidden.body.error.name]).toEqual([
      404,
      'NotFoundError',
    ]);
    await stranger
      .get('/entities/group/default/search/catalog-facts')
      .expect(400);
  });

  it('goes into the risks of an assessment, but not into what its author may say', async () => {
    const { advice } = await createDraft();
    expect(advice.risks).toContainEqual(
      expect.objectContaining({
        id: 'premature-microservices',
        subject: { kind: 'observed', pattern: 'microservices' },
      }),
    );
    const { body } = await backend
      .asUser(admin)
      .post(`${path}/assessments`, { profile, observed: { deployables: 1 } })
      .expect(400);
    expect(body.error.message).toContain('observed: unknown field');
  });

  it('makes assessments stale when it moves, tells their owner once, and is taken in by an update', async () => {
    const user = backend.asUser(admin);
    const { id: approvedId } = await createDraft();
    await user.post(`/assessments/${approvedId}/submit`).expect(200);
    await backend
      .asUser(ada)
      .post(`/assessments/${approvedId}/approve`)
      .expect(403);
    const service = backend.asService();
    await service.post(`/assessments/${approvedId}/approve`).expect(200);
    const draft = await createDraft();
    await backend.trigger('summaries');
    expect(backend.notified.map(({ payload }) => payload.topic)).toEqual([
      'assessment-review',
    ]);
    backend.notified.length = 0;

    await backend.addEntities([
      search(['resource:default/encoder', 'api:default/prices']),
    ]);
    await until(async () => (await read(draft.id)).stale.length > 0);
    const catalogChanges = [
      { what: 'dependencies', added: ['api:default/prices'], removed: [] },
      {
        what: 'models',
        added: ['resource:default/encoder'],
        removed: ['resource:default/ranker'],
      },
    ];
    for (const id of [approvedId, draft.id]) {
      expect(await read(id)).toMatchObject({
        stale: ['catalog'],
        catalogChanges,
      });
    }

    // Lists know it from the next sync on.
    await until(async () => {
      await backend.trigger('catalogSync');
      const { body } = await user.get('/assessments?stale=true');
      const ids = body.items.map(({ id }: Assessment) => id);
      return [draft.id, approvedId].every(id => ids.includes(id));
    });
    for (let run = 0; run < 2; run++) {
      await backend.trigger('summaries');
      expect(backend.notified).toEqual([
        {
          recipients: { type: 'entity', entityRef: 'group:default/search' },
          payload: expect.objectContaining({
            title: 'The assessment of Search needs a new look',
            link: '/catalog/default/component/search/architecture',
          }),
        },
      ]);
    }

    const { body: updated } = await user
      .patch(`/assessments/${draft.id}`, draft.etag, { profile })
      .expect(200);
    expect(updated.stale).toEqual([]);
    expect(updated.catalogChanges).toBeUndefined();
  });
});
