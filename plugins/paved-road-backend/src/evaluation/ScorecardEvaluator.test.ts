import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  AssessmentStatus,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { createEngine } from '../__testUtils__/createEngine';
import {
  createRules,
  createService,
  createServices,
  refOf,
  World,
} from '../__testUtils__/engineFixtures';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../__testUtils__/testDatabases';

const databases = createTestDatabases();

const model: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'model', namespace: 'default' },
  spec: { type: 'model' },
};

function createAssessment(status: AssessmentStatus): AssessmentFacts {
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

async function setUp() {
  const knex = await databases.init('SQLITE_3');
  const catalog = new FakeCatalog([model]);
  const world = new World();
  const clock = { now: DateTime.fromISO('2026-02-01T12:00:00Z') };
  const changed: string[][] = [];
  const telemetry = {
    evaluation: <T>(work: () => Promise<T>) => work(),
    evaluationFailed: jest.fn(),
    observeBacklog() {},
    runStarted() {},
  };
  const engine = createEngine({
    knex,
    catalog,
    world,
    onScorecardsChanged: refs => changed.push(refs),
    telemetry,
    now: () => clock.now,
  });
  const queries: string[] = [];
  knex.on('query', ({ sql }) => queries.push(sql));
  return {
    ...engine,
    catalog,
    world,
    clock,
    telemetry,
    /** The reported changes since the last call. */
    takeChanged: () => changed.splice(0),
    /** What is sent to the database while something runs. */
    async queriesOf(act: () => Promise<unknown>): Promise<number> {
      queries.length = 0;
      await act();
      return queries.length;
    },
    async update(...entities: Entity[]) {
      catalog.put(...entities);
      return await engine.updater.update(entities);
    },
    async statesOf(name: string) {
      const scorecard = await engine.scorecards.get(refOf(name));
      return Object.fromEntries(
        (scorecard?.results ?? []).map(({ checkId, state }) => [
          checkId,
          state,
        ]),
      );
    },
    /** What the last change of an entity came from. */
    async causesOf(name: string) {
      const { items } = await engine.scorecards.transitions(refOf(name), {
        limit: 1,
      });
      return items.map(({ causes }) => causes);
    },
  };
}

describe('ScorecardEvaluator', () => {
  it('evaluates what a rule pack selects, on all that is known of it', async () => {
    const {
      update,
      scorecards,
      fleet: fleetStore,
      world,
      statesOf,
    } = await setUp();
    world.assessments.set(refOf('search'), createAssessment('approved'));
    world.facts.set(refOf('search'), {
      coverage: { status: 'known', value: 81 },
    });
    const website = createService('website', { spec: { type: 'website' } });

    await expect(
      update(createService('search'), website, createService('ledger')),
    ).resolves.toEqual({ looked: 3, changed: 2, saved: 2 });

    await expect(statesOf('search')).resolves.toEqual({
      lifecycle: 'pass',
      model: 'pass',
      assessed: 'pass',
      covered: 'pass',
      other: 'pass',
    });
    await expect(statesOf('ledger')).resolves.toMatchObject({
      assessed: 'fail',
      covered: 'unknown',
    });
    await expect(scorecards.get(refOf('website'))).resolves.toBeUndefined();
    await expect(
      fleetStore.list({}, { sort: 'name', limit: 10 }, { all: true }),
    ).resolves.toMatchObject({
      items: [
        { entityRef: refOf('ledger'), level: 'bronze' },
        {
          title: 'Service search',
          owner: 'group:default/search',
          pattern: 'serverless',
          assessmentStatus: 'approved',
          level: 'silver',
          evaluatedAt: '2026-02-01T12:00:00.000Z',
        },
      ],
    });
  });

  it('writes nothing if only the status of an entity has changed', async () => {
    const { update, queriesOf, takeChanged } = await setUp();
    const service = createService('search');
    const search: Entity = {
      ...service,
      metadata: { ...service.metadata, etag: 'old', uid: 'same' },
    };
    await update(search);
    expect(takeChanged()).toEqual([[refOf('search')]]);
    const processed: Entity = {
      ...search,
      metadata: { ...search.metadata, etag: 'new' },
      ...{ status: { items: [{ type: 'a', level: 'error', message: 'b' }] } },
    };

    const queries = await queriesOf(async () => {
      await expect(update(processed)).resolves.toEqual({
        looked: 1,
        changed: 0,
        saved: 0,
      });
    });
    expect(queries).toBe(4);
    expect(takeChanged()).toEqual([]);
  });

  it('keeps the scorecard after an upgrade until the repository is read again', async () => {
    const { update, world, statesOf } = await setUp();
    const setFindings = (findings?: object) =>
      world.facts.set(refOf('search'), {
        repository: {
          status: 'known',
          value: { files: ['Dockerfile'], probes: {}, findings },
        },
      });
    setFindings();
    await update(createService('search'));
    const before = await statesOf('search');
    expect(before).toMatchObject({ other: 'pass' });

    world.rules = createRules({
      version: '2.0.0',
      check: 'images.all(i, i.nonRoot)',
    });
    await expect(
      update(createService('search'), createService('new')),
    ).resolves.toMatchObject({ looked: 2, changed: 1 });
    await expect(statesOf('search')).resolves.toEqual(before);
    await expect(statesOf('new')).resolves.toMatchObject({ other: 'unknown' });

    setFindings({
      found: {
        images: [
          {
            subject: 'Dockerfile',
            file: 'Dockerfile',
            line: 1,
            source: 'read',
            nonRoot: false,
          },
        ],
      },
      searched: {},
      unread: [],
    });
    await update(createService('search'));
    await expect(statesOf('search')).resolves.toMatchObject({ other: 'fail' });
  });

  it('says what a change came from', async () => {
    const { update, world, clock, causesOf } = await setUp();
    const search = createService('search');
    await update(search);
    await expect(causesOf('search')).resolves.toEqual([[]]);

    const experimental = createService('search', {
      spec: { type: 'ai-service', lifecycle: 'experimental' },
    });
    await update(experimental);
    await expect(causesOf('search')).resolves.toEqual([['entity']]);

    world.assessments.set(refOf('search'), createAssessment('approved'));
    await update(experimental);
    await expect(causesOf('search')).resolves.toEqual([['assessment']]);

    world.facts.set(refOf('search'), {
      coverage: { status: 'known', value: 90 },
    });
    await update(experimental);
    await expect(causesOf('search')).resolves.toEqual([['facts']]);

    world.rules = createRules({ version: '2.0.0', check: 'false' });
    await update(search);
    await expect(causesOf('search')).resolves.toEqual([['entity', 'rules']]);

    const other = createService('other', {
      relations: [{ type: 'dependsOn', targetRef: refOf('target') }],
    });
    await update(other);
    await update(other, createService('target', { spec: { type: 'model' } }));
    await expect(causesOf('other')).resolves.toEqual([['relations']]);

    world.rules = createRules({
      version: '2.0.0',
      check: "now > timestamp('2026-02-02T00:00:00Z')",
    });
    await update(other);
    clock.now = clock.now.plus({ days: 1 });
    await update(other);
    await expect(causesOf('other')).resolves.toEqual([['time']]);
  });

  it('evaluates again when the clock was set back, as on that day', async () => {
    const { update, world, clock, statesOf } = await setUp();
    world.rules = createRules({
      check: "now > timestamp('2026-02-02T00:00:00Z')",
    });
    const states = [];
    for (const days of [0, 1, -1, 1]) {
      clock.now = clock.now.plus({ days });
      await update(createService('search'));
      states.push((await statesOf('search')).other);
    }
    expect(states).toEqual(['fail', 'pass', 'fail', 'pass']);
  });

  it('removes the scorecard of an entity that no rule pack selects any more', async () => {
    const { update, fleet: fleetStore, takeChanged } = await setUp();
    await update(createService('search'), createService('ledger'));
    takeChanged();
    await update(createService('search', { spec: { type: 'website' } }));
    expect(takeChanged()).toEqual([[refOf('search')]]);
    await expect(
      fleetStore.list({}, { sort: 'name', limit: 10 }, { all: true }),
    ).resolves.toMatchObject({
      items: [{ entityRef: refOf('ledger') }],
      totalItems: 1,
    });
  });

  it('goes on where an entity cannot be evaluated, and says so once', async () => {
    const { update, scorecards, logger, telemetry } = await setUp();
    const broken = createService('broken', {
      relations: [
        { type: 'dependsOn', targetRef: 'not a reference' },
        { type: 'partOf', targetRef: 'system:default/not/one' },
      ],
    });
    const page = [createService('a'), broken, createService('z')];

    await expect(update(...page)).resolves.toEqual({
      looked: 3,
      changed: 2,
      saved: 2,
    });
    expect(telemetry.evaluationFailed).toHaveBeenCalledTimes(1);
    await update(...page);
    expect(logger.error.mock.calls).toEqual([
      [
        'component:default/broken cannot be evaluated and keeps its scorecard; the next catalog sync retries it',
        expect.any(Error),
      ],
    ]);

    await update(createService('broken'));
    await expect(scorecards.get(refOf('broken'))).resolves.toBeDefined();
    await update(broken);
    expect(logger.error).toHaveBeenCalledTimes(2);
    await expect(scorecards.get(refOf('broken'))).resolves.toBeDefined();
  });

  it('leaves what somebody else saves meanwhile, and looks at it again', async () => {
    const { update, fleet: fleetStore, world, worker, catalog } = await setUp();
    const search = createService('search');
    catalog.put(search);
    await update(search);
    const counting = async () => {
      const { items } = await fleetStore.list(
        {},
        { sort: 'name', limit: 10 },
        { all: true },
      );
      return items.map(({ assessmentStatus }) => assessmentStatus);
    };

    world.assessments.set(refOf('search'), createAssessment('draft'));
    let reads = 0;
    world.whileReading = async () => {
      reads += 1;
      if (reads === 1) {
        // It has read the draft when somebody else reads and saves the approval.
        const slow = new Map(world.assessments);
        world.assessments.set(refOf('search'), createAssessment('approved'));
        await update(search);
        slow.forEach((value, ref) => world.assessments.set(ref, value));
      }
    };
    await expect(update(search)).resolves.toEqual({
      looked: 1,
      changed: 1,
      saved: 0,
    });
    await expect(counting()).resolves.toEqual(['approved']);

    world.assessments.set(refOf('search'), createAssessment('rejected'));
    await worker.run();
    await expect(counting()).resolves.toEqual(['rejected']);
  });

  it('asks as often for a page of 500 as for one of 10', async () => {
    const { update, queriesOf, catalog } = await setUp();
    await update(createService('first'));
    const small = await queriesOf(() => update(...createServices(10)));
    const { asked } = catalog;
    const large = await queriesOf(() =>
      update(
        ...createServices(250).map(entity => ({
          ...entity,
          metadata: { name: `${entity.metadata.name}-of-many` },
        })),
      ),
    );
    expect(large).toBe(small);
    // The targets are the same as a moment before.
    expect(catalog.asked).toBe(asked);
  });

  it('evaluates an entity of 10 MB', async () => {
    const { update, statesOf } = await setUp();
    const huge = createService('huge', {
      metadata: {
        name: 'huge',
        annotations: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, i) => [
            `example.com/${i}`,
            'x'.repeat(1_000),
          ]),
        ),
      },
    });
    await expect(update(createService('a'), huge)).resolves.toMatchObject({
      saved: 2,
    });
    await expect(update(huge)).resolves.toMatchObject({ changed: 0 });
    await expect(statesOf('huge')).resolves.toMatchObject({ other: 'pass' });
  });

  it('takes the declared pattern, else the one that was decided', async () => {
    const { update, world, fleet: fleetStore } = await setUp();
    const declaring = (name: string, pattern: string) =>
      createService(name, {
        metadata: { name, annotations: { 'paved-road.io/pattern': pattern } },
      });
    const statuses = ['approved', 'submitted', 'draft', 'rejected'] as const;
    for (const status of statuses) {
      world.assessments.set(refOf(status), createAssessment(status));
    }
    for (const name of ['declared', 'mistaken']) {
      world.assessments.set(refOf(name), createAssessment('approved'));
    }
    await update(
      declaring('declared', 'hybrid'),
      declaring('mistaken', 'mainframe'),
      createService('unassessed'),
      ...statuses.map(status => createService(status)),
    );

    const { items } = await fleetStore.list(
      {},
      { sort: 'name', limit: 10 },
      { all: true },
    );
    expect(
      Object.fromEntries(
        items.map(({ entityRef, pattern }) => [
          entityRef.split('/')[1],
          pattern,
        ]),
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
