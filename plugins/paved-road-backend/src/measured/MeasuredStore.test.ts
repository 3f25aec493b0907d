import {
  changeTo,
  createDraft,
  reviewed,
} from '../__testUtils__/assessmentFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { StandingStore } from '../assessments/StandingStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { countRows } from '../database/paging';
import { MeasuredDecision, MeasuredStore } from './MeasuredStore';
import { PredictionStore } from './PredictionStore';

const databases = createTestDatabases();

const idOf = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const refOf = (number: number) => `component:default/service-${number}`;
const noon = new Date('2026-11-28T12:00:00.000Z');
const day = (ofNovember: number) =>
  `2026-11-${String(ofNovember).padStart(2, '0')}T00:00:00.000Z`;
const everybody = { all: true } as const;

const decisionOf = (
  number: number,
  more: Partial<MeasuredDecision> = {},
): MeasuredDecision => ({
  assessmentId: idOf(number),
  hash: 'a',
  status: 'holds',
  platform: 'aws-lambda',
  pattern: 'serverless',
  measuredPattern: 'serverless',
  ...more,
});

const changed = (number: number, ofNovember: number) =>
  decisionOf(number, {
    status: 'changed',
    measuredPattern: 'microservices',
    since: day(ofNovember),
  });

describe.each(testDatabaseIds)('MeasuredStore on %s', databaseId => {
  /** Services with an approved assessment each; those after the catalogued ones are gone from the catalog. */
  async function createStore(services = 1, catalogued = services) {
    const knex = await databases.init(databaseId);
    const assessments = new AssessmentStore(knex);
    for (let number = 1; number <= services; number++) {
      await assessments.create(
        changeTo(
          reviewed(
            createDraft({ id: idOf(number), entityRef: refOf(number) }),
            'approved',
          ),
          'approved',
        ),
      );
    }
    const index = new EntityIndexStore(knex);
    await index.upsert(
      Array.from({ length: catalogued }, (_, at) => ({
        entityRef: refOf(at + 1),
        kind: 'component',
        namespace: 'default',
        name: `service-${at + 1}`,
        title: `Service ${at + 1}`,
        owner: at === 0 ? 'group:default/first' : undefined,
        snapshot: { dependencies: [] },
      })),
    );
    return {
      knex,
      assessments,
      store: new MeasuredStore(knex),
      standings: new StandingStore(knex),
      predictions: new PredictionStore(knex),
    };
  }

  it('pages through approved assessments with how they stood the last time', async () => {
    const { store, assessments } = await createStore(4, 3);
    await assessments.create(
      changeTo(createDraft({ entityRef: refOf(1) }), 'created'),
    );
    await store.save([changed(2, 20), decisionOf(4)], noon);
    const first = await store.findApproved({ limit: 2 });
    expect(first).toEqual([
      { id: idOf(1), entityRef: refOf(1), revision: 1 },
      {
        id: idOf(2),
        entityRef: refOf(2),
        revision: 1,
        last: {
          hash: 'a',
          status: 'changed',
          measuredPattern: 'microservices',
          since: day(20),
        },
      },
    ]);
    await expect(
      store.findApproved({ limit: 2, after: first[1].entityRef }),
    ).resolves.toMatchObject([{ id: idOf(3) }]);
  });

  it('keeps nothing of assessments that are gone', async () => {
    const { knex, store } = await createStore(2, 1);
    await store.save([], noon);
    await store.save([decisionOf(1), decisionOf(2), decisionOf(3)], noon);
    expect(await countRows(knex('measured_decisions'))).toBe(2);
    await store.removeObsolete();
    // The second service may return.
    expect(await countRows(knex('measured_decisions'))).toBe(2);
    await knex('assessments')
      .where({ id: idOf(2) })
      .update({ status: 'superseded' });
    await store.removeObsolete();
    await expect(
      knex('measured_decisions').pluck('assessment_id'),
    ).resolves.toEqual([idOf(1)]);
    await knex('assessments')
      .where({ id: idOf(1) })
      .delete();
    expect(await countRows(knex('measured_decisions'))).toBe(0);
  });

  it('has each decision that no longer holds told once, and again if it held in between', async () => {
    const { store, standings } = await createStore(3);
    const unnotified = async () =>
      (await store.findUnnotified(10)).map(({ assessmentId }) => assessmentId);
    const save = async (decision: MeasuredDecision) => {
      await store.save([decision], noon);
      await standings.save([
        {
          assessmentId: decision.assessmentId,
          revision: 1,
          standing:
            decision.status === 'changed'
              ? { id: 'no-longer-holds', text: 'No longer holds' }
              : { id: 'clear', text: 'Clear' },
        },
      ]);
    };
    // Not for long enough.
    await store.save([changed(2, 25)], noon);
    await save(changed(3, 21));
    await save(changed(1, 20));
    await expect(store.findUnnotified(10)).resolves.toEqual([
      {
        assessmentId: idOf(1),
        entityRef: refOf(1),
        entityTitle: 'Service 1',
        owner: 'group:default/first',
      },
      {
        assessmentId: idOf(3),
        entityRef: refOf(3),
        entityTitle: 'Service 3',
      },
    ]);
    await store.claimNotification(idOf(3), noon);
    const claims = await Promise.all([
      store.claimNotification(idOf(1), noon),
      store.claimNotification(idOf(1), noon),
    ]);
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await unnotified()).toEqual([]);
    await store.releaseNotification(idOf(1));
    expect(await unnotified()).toEqual([idOf(1)]);
    await store.claimNotification(idOf(1), noon);

    // Nothing is known for a while.
    await save(decisionOf(1, { status: 'not-measured' }));
    await save(changed(1, 20));
    expect(await unnotified()).toEqual([]);
    await save(decisionOf(1, { status: 'near' }));
    expect(await unnotified()).toEqual([]);
    await save(changed(1, 20));
    expect(await unnotified()).toEqual([idOf(1)]);
    await expect(store.claimNotification(idOf(2), noon)).resolves.toBe(false);
  });

  it('lists predictions, those that were off most first, upwards or downwards', async () => {
    const { store, predictions } = await createStore(6);
    const cost = (predicted: number, measured: number) => ({
      predicted,
      measured,
    });
    await store.save(
      [
        decisionOf(1, { cost: cost(100, 200) }),
        decisionOf(2, { cost: cost(100, 20) }),
        decisionOf(3, { latency: cost(2, 1), cost: cost(100, 110) }),
        decisionOf(4),
        decisionOf(5, {
          latency: cost(1, 3),
          pattern: 'monolith',
          platform: 'google-cloud-run',
        }),
        decisionOf(6, { cost: cost(100, 0) }),
      ],
      noon,
    );
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await predictions.list({}, everybody, { limit: 2, cursor });
      listed.push(...page.items.map(({ entityRef }) => entityRef));
      cursor = page.nextCursor;
    } while (cursor);
    // Of the same error, in the order of their ids, newest first.
    expect(listed).toEqual([6, 2, 5, 3, 1].map(refOf));
    const some = [
      { pattern: 'serverless', platform: 'aws-lambda' },
      { all: false, entityRefs: [refOf(3), refOf(5)] },
    ] as const;
    const { items } = await predictions.list(...some, { limit: 10 });
    await expect(predictions.count(...some)).resolves.toBe(1);
    expect(items).toEqual([
      {
        assessmentId: idOf(3),
        entityRef: refOf(3),
        entityTitle: 'Service 3',
        platform: 'aws-lambda',
        pattern: 'serverless',
        cost: { predicted: 100, measured: 110, error: expect.closeTo(0.1, 10) },
        latency: { predicted: 2, measured: 1, error: -0.5 },
        measuredAt: noon.toISOString(),
      },
    ]);
    await expect(
      predictions.list({}, everybody, { limit: 2, cursor: 'bm8' }),
    ).rejects.toThrow('not a cursor of this list');
  });

  it('finds the errors of predictions by platform and pattern as a plain computation does', async () => {
    const services = 60;
    const { store, predictions } = await createStore(services);
    for (let seed = 1; seed <= 12; seed++) {
      const numberOf = random(seed);
      const compared = () =>
        numberOf() < 0.8
          ? {
              predicted: 0.01 + numberOf() * 1000,
              // Some of them the same, and some nothing.
              measured: Math.floor(numberOf() * 5) * (seed % 2 || numberOf()),
            }
          : undefined;
      const among = <T>(values: readonly T[]) =>
        values[Math.floor(numberOf() * values.length)];
      const decisions = Array.from({ length: services }, (_, at) =>
        decisionOf(at + 1, {
          platform: among(['aws-lambda', 'google-cloud-run']),
          pattern: among(['serverless', 'monolith', 'microservices']),
          cost: compared(),
          latency: compared(),
        }),
      );
      await store.save(decisions, noon);
      await expect(predictions.readStatistics({}, everybody)).resolves.toEqual(
        statisticsOf(decisions),
      );
      const seen = decisions.slice(0, seed);
      await expect(
        predictions.readStatistics(
          { platform: 'aws-lambda' },
          {
            all: false,
            entityRefs: seen.map((_, at) => refOf(at + 1)),
          },
        ),
      ).resolves.toEqual(
        statisticsOf(seen.filter(({ platform }) => platform === 'aws-lambda')),
      );
    }
  });
});

/** Numbers from 0 to 1, the same ones for each seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What the store has to find, without a database. */
function statisticsOf(decisions: MeasuredDecision[]) {
  const groups = Map.groupBy(
    decisions.filter(({ cost, latency }) => cost ?? latency),
    ({ platform, pattern }) => `${platform} ${pattern}`,
  );
  return [...groups.keys()].toSorted().map(key => {
    const members = groups.get(key)!;
    const latencies = members.flatMap(({ latency }) => latency ?? []);
    const errorsOf = (compared: typeof latencies) => {
      const errors = compared.map(
        ({ predicted, measured }) => measured / predicted - 1,
      );
      return errors.length === 0
        ? undefined
        : {
            services: errors.length,
            median: quantile(errors, 0.5),
            quartiles: [quantile(errors, 0.25), quantile(errors, 0.75)],
          };
    };
    return {
      platform: members[0].platform,
      pattern: members[0].pattern,
      services: members.length,
      cost: errorsOf(members.flatMap(({ cost }) => cost ?? [])),
      latency: errorsOf(latencies),
      latencyDifference: quantile(
        latencies.map(({ predicted, measured }) => measured - predicted),
        0.5,
      ),
    };
  });
}

/** Between the nearest ranks. */
function quantile(values: number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted.length === 0
    ? undefined
    : sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
