import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AssessmentFacts,
  AssessmentStatus,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { loadScorecardRules } from './loadScorecardRules';
import { ScorecardEvaluator } from './ScorecardEvaluator';

function createService(name: string, overrides: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'ai-service', lifecycle: 'production' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/search' },
      { type: 'dependsOn', targetRef: 'resource:default/bert' },
    ],
    ...overrides,
  };
}

const declaring = (name: string, pattern: string) =>
  createService(name, {
    metadata: { name, annotations: { 'paved-road.io/pattern': pattern } },
  });

const website = createService('website', { spec: { type: 'website' } });

function createFacts(status: AssessmentStatus): AssessmentFacts {
  return {
    id: '1',
    status,
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
}

async function createEvaluator(facts: Record<string, AssessmentFacts> = {}) {
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        ref.startsWith('resource:')
          ? ({ spec: { type: 'ai-model' } } as unknown as Entity)
          : undefined,
      ),
    }),
  });
  const factsFor = jest.fn(async () => new Map(Object.entries(facts)));
  const { rules } = await loadScorecardRules(mockServices.rootConfig());
  const evaluator = new ScorecardEvaluator({
    rules,
    assessments: { factsFor },
    catalog,
    auth: mockServices.auth(),
    now: () => DateTime.fromISO('2026-02-01T00:00:00Z'),
  });
  return { evaluator, factsFor, catalog };
}

describe('ScorecardEvaluator', () => {
  it('evaluates what a rule pack selects, on the facts of catalog and assessments', async () => {
    const { evaluator } = await createEvaluator({
      'component:default/search': createFacts('approved'),
    });

    const scorecards = await evaluator.evaluate([
      createService('search'),
      website,
      createService('ledger'),
    ]);

    expect(scorecards.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/search',
      'component:default/ledger',
    ]);
    const [search, ledger] = scorecards;
    expect(search).toMatchObject({
      title: 'search',
      owner: 'group:default/search',
      assessmentStatus: 'approved',
      packs: [{ name: 'ai-services' }],
      evaluatedAt: '2026-02-01T00:00:00.000Z',
    });
    expect(ledger.assessmentStatus).toBeUndefined();
    const stateOf = (scorecard: typeof search, id: string) =>
      scorecard.results.find(({ checkId }) => checkId === id)?.state;
    expect(stateOf(search, 'decision-approved')).toBe('pass');
    expect(stateOf(ledger, 'decision-approved')).toBe('fail');
    expect(stateOf(ledger, 'model-declared')).toBe('pass');
    expect(stateOf(ledger, 'owner-is-group')).toBe('pass');
  });

  it('reads each source once for a page, and only for what is evaluated', async () => {
    const { evaluator, factsFor, catalog } = await createEvaluator();

    await evaluator.evaluate([
      ...Array.from({ length: 100 }, (_, index) => createService(`s${index}`)),
      { ...website, relations: [{ type: 'partOf', targetRef: 'system:a/b' }] },
    ]);

    expect(factsFor).toHaveBeenCalledTimes(1);
    expect(factsFor).toHaveBeenCalledWith(
      expect.not.arrayContaining(['component:default/website']),
    );
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledWith(
      {
        entityRefs: ['group:default/search', 'resource:default/bert'],
        fields: ['spec.type'],
      },
      { credentials: expect.anything() },
    );
  });

  it('reads nothing where there is nothing to evaluate', async () => {
    const { evaluator, factsFor, catalog } = await createEvaluator();

    await expect(evaluator.evaluate([website])).resolves.toEqual([]);
    await evaluator.evaluate([createService('lonely', { relations: [] })]);

    expect(factsFor).toHaveBeenCalledTimes(1);
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('takes the declared pattern, else the one that was decided', async () => {
    const { evaluator } = await createEvaluator({
      'component:default/declared': createFacts('approved'),
      'component:default/mistaken': createFacts('approved'),
      'component:default/approved': createFacts('approved'),
      'component:default/submitted': createFacts('submitted'),
      'component:default/draft': createFacts('draft'),
      'component:default/rejected': createFacts('rejected'),
    });

    const scorecards = await evaluator.evaluate([
      declaring('declared', 'hybrid'),
      declaring('mistaken', 'mainframe'),
      ...['approved', 'submitted', 'draft', 'rejected', 'unassessed'].map(
        name => createService(name),
      ),
    ]);

    expect(
      Object.fromEntries(
        scorecards.map(({ name, pattern }) => [name, pattern]),
      ),
    ).toEqual({
      declared: 'hybrid',
      mistaken: 'serverless',
      approved: 'serverless',
      submitted: 'serverless',
      draft: undefined,
      rejected: undefined,
      unassessed: undefined,
    });
  });
});
