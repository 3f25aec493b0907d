import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AssessmentFacts } from '@paved-road/plugin-paved-road-common';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { toEntityRecord } from '../catalog/entityRecord';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { KnexScorecardStore } from './KnexScorecardStore';
import { loadScorecardRules } from './loadScorecardRules';
import { ScorecardEvaluator } from './ScorecardEvaluator';
import { ScorecardService } from './ScorecardService';

const databases = createTestDatabases();
const caller = { credentials: mockCredentials.user() };
const assessment: AssessmentFacts = {
  id: '1',
  status: 'approved',
  pattern: 'serverless',
  recommendedPattern: 'serverless',
  stage: 'mvp',
  modelVersion: '1.0.0',
  author: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  stale: [],
  highRisks: [],
};

function createService(name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'ai-service' },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}

const search = createService('search');
const searchRef = 'component:default/search';

/** The service on a catalog and assessments that a test can change. */
async function setUp(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  const assessments = new Map<string, AssessmentFacts>();
  const permissions = mockServices.permissions.mock();
  const rules = await loadScorecardRules(mockServices.rootConfig());
  const knex = await databases.init('SQLITE_3');
  const index = new KnexEntityIndexStore(knex);
  const auth = mockServices.auth();
  const service = new ScorecardService({
    store: new KnexScorecardStore(knex),
    rules,
    evaluator: new ScorecardEvaluator({
      rules: rules.rules,
      assessments: { factsFor: async () => assessments },
      catalog,
      auth,
    }),
    entities: {
      async getVisibleEntity(entityRef) {
        const entity = await catalog.getEntityByRef(entityRef);
        if (!entity) {
          throw new NotFoundError(`No entity ${entityRef} in the catalog`);
        }
        return entity;
      },
      getVisibleEntities: async () => ({ all: true }),
    },
    index,
    catalog,
    permissions,
    auth,
    auditor: mockServices.auditor.mock(),
  });
  return {
    service,
    assessments,
    permissions,
    /** What the catalog sync does with a page. */
    async sync(page: Entity[]) {
      await index.upsert(page.map(toEntityRecord), '1');
      await service.evaluatePage(page);
    },
  };
}

describe('ScorecardService', () => {
  it('says why there is no scorecard, and what to do about it', async () => {
    const website = createService('website');
    website.spec = { type: 'website' };
    const { service } = await setUp([search, website]);

    await expect(service.get(searchRef, caller)).rejects.toThrow(
      'component:default/search has not been evaluated yet; it will be when the catalog is read next, or now with POST to the same path',
    );
    await expect(
      service.get('component:default/website', caller),
    ).rejects.toThrow(
      'component:default/website has no scorecard, because no rule pack selects it (active: ai-services)',
    );
    await expect(service.get('api:default/search', caller)).rejects.toThrow(
      'kind: "api" has no scorecards, use one of Component, System',
    );
  });

  it('follows the catalog', async () => {
    const ledger = createService('ledger');
    const fraud = createService('fraud');
    const { service, sync } = await setUp([search, ledger, fraud]);
    await sync([search, ledger, fraud]);
    await expect(
      service.list({ sort: 'name', limit: 10 }, caller),
    ).resolves.toMatchObject({ totalItems: 3 });

    await sync([search, { ...ledger, spec: { type: 'library' } }]);
    await service.removeEntities([stringifyEntityRef(fraud)]);

    const { items, totalItems } = await service.list(
      { sort: 'name', limit: 10 },
      caller,
    );
    expect(items.map(({ entityRef }) => entityRef)).toEqual([searchRef]);
    expect(totalItems).toBe(1);
  });

  it('follows an assessment, also of an entity that no sync has seen', async () => {
    const { service, assessments, permissions } = await setUp([search]);
    const approval = async () => {
      const { results } = await service.get(searchRef, caller);
      return results.find(({ checkId }) => checkId === 'decision-approved');
    };

    await service.refresh([searchRef, searchRef, 'component:default/gone']);
    await expect(approval()).resolves.toMatchObject({
      state: 'fail',
      title: 'Decision is approved',
      track: 'architecture',
      level: 'gold',
      since: expect.any(String),
      remediation: { text: expect.stringContaining('review') },
    });

    assessments.set(searchRef, assessment);
    await service.refresh([searchRef]);
    await expect(approval()).resolves.toMatchObject({ state: 'pass' });
    await expect(
      service.list({ sort: 'name', limit: 10 }, caller),
    ).resolves.toMatchObject({
      items: [{ pattern: 'serverless', assessmentStatus: 'approved' }],
    });
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('names the groups of a summary, in their order', async () => {
    const owners = ['group:default/b-team', 'group:default/a-team', undefined];
    const services = owners.map((owner, index) =>
      createService(`service-${index}`, owner),
    );
    const { service, sync } = await setUp([
      ...services,
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'b-team', namespace: 'default', title: 'B Team' },
        spec: { profile: { displayName: 'Anna and friends' } },
      },
    ]);
    await sync(services);
    const groupsBy = async (groupBy: 'owner' | 'level' | 'track' | 'pattern') =>
      (await service.summary(groupBy, caller)).groups.map(
        ({ title, entities }) => [title, entities],
      );

    await expect(groupsBy('owner')).resolves.toEqual([
      ['a-team', 1],
      ['Anna and friends', 1],
      ['No owner', 1],
    ]);
    await expect(groupsBy('level')).resolves.toEqual([
      ['No level', 3],
      ['Bronze', 0],
      ['Silver', 0],
      ['Gold', 0],
    ]);
    await expect(groupsBy('track')).resolves.toEqual([
      ['Architecture', 3],
      ['Delivery and operation', 3],
      ['Documentation', 3],
      ['Ownership', 3],
    ]);
    await expect(groupsBy('pattern')).resolves.toContainEqual([
      'No pattern',
      3,
    ]);
  });
});
