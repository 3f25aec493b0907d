import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  computeStanding,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  author,
  changeTo,
  createAdvice,
  createDraft,
  reviewed,
  reviewer,
  submitted,
} from '../__testUtils__/assessmentFixtures';
import { Knex } from 'knex';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { VisibleEntities } from '../catalog/types';
import { AssessmentStore } from './AssessmentStore';
import { StaleCriteria, StoredAssessment } from './StoredAssessment';
import {
  AssessmentFilter,
  AssessmentSummaryStore,
  AssessmentVisibility,
} from './AssessmentSummaryStore';
import { ModelCheckStore } from './ModelCheckStore';

const databases = createTestDatabases();

const everything: AssessmentVisibility = {
  entities: { all: true },
  orphaned: { all: true },
};
const stale: StaleCriteria = {
  approvedBefore: '2026-01-01T00:00:00.000Z',
};
const wholePage = { limit: 100 };

describe.each(testDatabaseIds)('AssessmentStore on %s', databaseId => {
  let store: AssessmentStore;
  let summaries: AssessmentSummaryStore;
  let index: EntityIndexStore;
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    store = new AssessmentStore(knex);
    summaries = new AssessmentSummaryStore(knex);
    index = new EntityIndexStore(knex);
  });

  async function findApproved(
    entityRef: string,
  ): Promise<StoredAssessment | undefined> {
    const counting = (await store.findCounting([entityRef])).get(entityRef);
    return counting?.status === 'approved' ? counting : undefined;
  }

  async function create(draft: StoredAssessment): Promise<StoredAssessment> {
    const { assessment } = await store.create(changeTo(draft, 'created'));
    return assessment;
  }

  /** Brings a new assessment to where the given one stands. */
  async function createAt(
    content: StoredAssessment,
  ): Promise<StoredAssessment> {
    const target = { standing: computeStanding(content), ...content };
    const draft = await create(
      createDraft({
        ...target,
        status: 'draft',
      } as Partial<StoredAssessment>),
    );
    const [saved] =
      (await store.save([
        changeTo({ ...target, ...pickRevisionAndEvents(draft) }, 'submitted'),
      ])) ?? [];
    return saved;
  }

  async function listIds(
    filter: AssessmentFilter = {},
    visibility = everything,
  ): Promise<string[]> {
    const { items, totalItems } = await summaries.list(
      filter,
      visibility,
      stale,
      wholePage,
    );
    expect(totalItems).toBe(items.length);
    return items.map(item => item.id);
  }

  async function knowEntities(
    ...owners: Array<[name: string, owner?: string]>
  ) {
    await index.upsert(
      owners.map(([name, owner]) => ({
        entityRef: `component:default/${name}`,
        kind: 'component',
        namespace: 'default',
        name,
        title: `The ${name}`,
        owner,
        snapshot: { owner, dependencies: [] },
      })),
      '1',
    );
  }

  it('gives back what it was given, through all of its life', async () => {
    const draft = createDraft({
      profile: profileSchema.parse({
        team: { devopsMaturity: 3 },
        workload: { traffic: 'spiky' },
      }),
      weights: { 'idle-cost': 5 },
      assumptions: { 'price-per-request': 0.0000002 },
      platform: 'knative',
      advice: createAdvice({ pattern: 'hybrid' }),
      snapshot: {
        owner: 'group:default/search',
        dependencies: ['api:default/prices', 'resource:default/ranker'],
      },
    });
    const created = await create(draft);
    expect(created).toMatchObject({
      ...draft,
      revision: 1,
      events: [{ action: 'created' }],
    });
    await expect(store.get(draft.id)).resolves.toEqual(created);

    const decided = submitted({
      ...created,
      decision: {
        pattern: 'serverless',
        rationale: 'Cheaper for us.',
        acceptedTradeOffs: ['Cold starts'],
      },
    });
    await store.save([changeTo(decided, 'submitted')]);
    const waiting = await store.get(draft.id);
    expect(waiting).toEqual({
      ...decided,
      revision: 2,
      events: [...created.events, changeTo(decided, 'submitted').event],
    });

    const approved = reviewed(
      { ...decided, ...pickRevisionAndEvents(waiting!) },
      'approved',
    );
    await store.save([changeTo(approved, 'approved')]);
    await expect(store.get(draft.id)).resolves.toMatchObject({
      status: 'approved',
      revision: 3,
      review: { by: reviewer, comment: 'Seen.' },
      events: [
        { action: 'created' },
        { action: 'submitted' },
        { action: 'approved' },
      ],
    });
    await expect(findApproved(draft.entityRef)).resolves.toMatchObject({
      id: draft.id,
    });
  });

  it('knows nothing of an assessment that is not there', async () => {
    await expect(store.get('nothing')).resolves.toBeUndefined();
    await expect(
      findApproved('component:default/nothing'),
    ).resolves.toBeUndefined();
  });

  it('creates once per author, entity and idempotency key, even at the same moment', async () => {
    const attempts = await Promise.all(
      [1, 2, 3].map(() =>
        store.create(changeTo(createDraft(), 'created'), 'once'),
      ),
    );
    expect(attempts.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(attempts.map(({ assessment }) => assessment.id)).size).toBe(
      1,
    );
    expect(attempts.map(({ assessment }) => assessment.events)).toEqual(
      attempts.map(() => [expect.objectContaining({ action: 'created' })]),
    );

    const others = await Promise.all([
      store.create(
        changeTo(createDraft({ author: reviewer }), 'created'),
        'once',
      ),
      store.create(
        changeTo(
          createDraft({ entityRef: 'component:default/other' }),
          'created',
        ),
        'once',
      ),
      store.create(changeTo(createDraft(), 'created'), 'twice'),
      store.create(changeTo(createDraft(), 'created')),
      store.create(changeTo(createDraft(), 'created')),
    ]);
    expect(others.every(({ created }) => created)).toBe(true);
  });

  it('creates one assessment per id, also for concurrent requests of different people', async () => {
    const draft = createDraft();
    const attempts = await Promise.all(
      [1, 2, 3].map(() => store.create(changeTo(draft, 'created'))),
    );
    expect(attempts.filter(({ created }) => created)).toHaveLength(1);
    const [{ assessment: first }] = attempts;
    expect(attempts.map(({ assessment }) => assessment)).toEqual([
      first,
      first,
      first,
    ]);
    await create(createDraft());

    for (const key of [undefined, 'once']) {
      const again = await store.create(
        changeTo(
          createDraft({
            id: first.id,
            author: reviewer,
            entityRef: 'component:default/other',
          }),
          'created',
        ),
        key,
      );
      expect(again).toEqual({ created: false, assessment: first });
    }
    expect(await store.get(first.id)).toEqual(first);
  });

  it('writes all changes or, when one is based on an old revision, none', async () => {
    const first = await create(createDraft());
    const second = await create(createDraft());
    await store.save([changeTo(second, 'updated')]);

    await expect(
      store.save([
        changeTo(submitted(first), 'submitted'),
        changeTo(submitted(second), 'submitted'),
      ]),
    ).resolves.toBeUndefined();
    await expect(store.get(first.id)).resolves.toEqual(first);
  });

  it('makes the entity due with each write, for the event of it may be lost', async () => {
    const due = () => knex('due_evaluations').pluck('entity_ref');
    const draft = await create(createDraft());
    await expect(due()).resolves.toEqual([draft.entityRef]);
    await knex('due_evaluations').delete();
    const outdated = changeTo({ ...draft, revision: 7 }, 'updated');
    await expect(store.save([outdated])).resolves.toBeUndefined();
    await expect(due()).resolves.toEqual([]);
    await store.save([changeTo(draft, 'updated')]);
    await expect(due()).resolves.toEqual([draft.entityRef]);
    await knex('due_evaluations').delete();
    await store.delete({ ...draft, revision: 2 });
    await expect(due()).resolves.toEqual([draft.entityRef]);
  });

  it('lets one of two writers win', async () => {
    const draft = await create(createDraft());
    const results = await Promise.all([
      store.save([changeTo(submitted(draft), 'submitted')]),
      store.save([changeTo(draft, 'updated')]),
    ]);
    expect(results.filter(saved => saved !== undefined)).toHaveLength(1);
    await expect(store.get(draft.id)).resolves.toMatchObject({ revision: 2 });
  });

  it('leaves an entity with one approved assessment, even when two are approved at the same moment', async () => {
    const waiting = await Promise.all([
      createAt(submitted(createDraft())),
      createAt(submitted(createDraft())),
    ]);
    const results = await Promise.all(
      waiting.map(assessment =>
        store.save([changeTo(reviewed(assessment, 'approved'), 'approved')]),
      ),
    );
    expect(results.filter(saved => saved !== undefined)).toHaveLength(1);
    await expect(listIds({ status: 'approved' })).resolves.toHaveLength(1);
    await expect(listIds({ status: 'submitted' })).resolves.toHaveLength(1);

    const earlier = await findApproved('component:default/search');
    const late = waiting.find(({ id }) => id !== earlier?.id);
    await expect(
      store.save([
        changeTo(reviewed(earlier!, 'superseded'), 'superseded'),
        changeTo(reviewed(late!, 'approved'), 'approved'),
      ]),
    ).resolves.toMatchObject([
      { status: 'superseded' },
      { status: 'approved' },
    ]);
    await expect(
      findApproved('component:default/search'),
    ).resolves.toMatchObject({ id: late!.id });
  });

  it('deletes an assessment with its history, unless it was written meanwhile', async () => {
    const draft = await create(createDraft());
    await store.save([changeTo(draft, 'updated')]);
    await expect(store.delete(draft)).resolves.toBe(false);
    await expect(store.delete({ ...draft, revision: 2 })).resolves.toBe(true);
    await expect(store.get(draft.id)).resolves.toBeUndefined();

    await create(createDraft({ id: draft.id }));
    await expect(store.get(draft.id)).resolves.toMatchObject({
      events: [{ action: 'created' }],
    });
  });

  describe('pages', () => {
    /** Two of them at the same moment, so that the id has to break the tie. */
    const times = [1, 2, 2, 3, 4].map(day => `2026-01-0${day}T00:00:00.000Z`);
    let ids: string[];

    beforeEach(async () => {
      await knowEntities(['search']);
      const all = times.map(createdAt => createDraft({ createdAt }));
      for (const draft of all) {
        await create(draft);
      }
      ids = all
        .sort((a, b) =>
          `${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? 1 : -1,
        )
        .map(({ id }) => id);
    });

    it.each([
      [
        'history',
        (cursor?: string) =>
          store.history('component:default/search', { limit: 2, cursor }),
      ],
      [
        'list',
        (cursor?: string) =>
          summaries.list({}, everything, stale, { limit: 2, cursor }),
      ],
    ])(
      'of the %s come newest first, without gaps or repetition',
      async (_, read) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pages = 0; pages < 3; pages++) {
          const page = await read(cursor);
          expect(page.totalItems).toBe(5 + pages);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
          // Newer ones do not shift the pages that follow.
          await create(createDraft({ createdAt: '2026-02-01T00:00:00.000Z' }));
        }
        expect(cursor).toBeUndefined();
        expect(seen).toEqual(ids);
      },
    );

    it('cannot start at a made-up cursor', async () => {
      for (const cursor of ['x', 'WyJhIiwiYiJd', 'W10']) {
        await expect(
          store.history('component:default/search', { limit: 2, cursor }),
        ).rejects.toMatchObject({
          name: 'InputError',
          message: expect.stringContaining('cursor'),
        });
      }
    });
  });

  it('lists the history of an entity, for all authors or one', async () => {
    const mine = await create(
      createDraft({ createdAt: '2026-01-01T00:00:00.000Z' }),
    );
    const theirs = await create(
      createDraft({ author: reviewer, createdAt: '2026-01-02T00:00:00.000Z' }),
    );
    await create(createDraft({ entityRef: 'component:default/other' }));

    await expect(
      store.history('component:default/search', wholePage),
    ).resolves.toEqual({
      items: [theirs, mine],
      nextCursor: undefined,
      totalItems: 2,
    });
    await expect(
      store.history('component:default/search', wholePage, author),
    ).resolves.toMatchObject({ items: [{ id: mine.id }], totalItems: 1 });
  });

  it('leaves out what it cannot read, such as a pattern that the model no longer has', async () => {
    const entityRef = 'component:default/search';
    const lost = await create(createDraft({ entityRef }));
    const kept = await create(
      createDraft({ entityRef: 'component:default/other' }),
    );
    const { recommendation } = lost.advice;
    await knex('assessments')
      .where({ id: lost.id })
      .update({
        advice: JSON.stringify({
          ...lost.advice,
          recommendation: { ...recommendation, pattern: 'mainframe' },
        }),
      });
    await expect(store.history(entityRef, wholePage)).resolves.toEqual({
      items: [],
      unreadable: 1,
      nextCursor: undefined,
      totalItems: 1,
    });
    await expect(
      store.findCounting([entityRef, kept.entityRef]),
    ).resolves.toEqual(new Map([[kept.entityRef, kept]]));
  });

  it('lists a decision for either pattern of a close call as one that overrides nothing', async () => {
    const advice = createAdvice();
    const { runnerUp } = advice.recommendation;
    const close = await createAt({
      ...submitted(
        createDraft({
          advice: {
            ...advice,
            recommendation: { ...advice.recommendation, verdict: 'close' },
          },
        }),
      ),
      decision: { pattern: runnerUp! },
    });
    await expect(listIds({ overridden: true })).resolves.toEqual([]);
    await expect(listIds({ overridden: false })).resolves.toEqual([close.id]);
  });

  it('lists what the filter asks for, with what is known of the entity', async () => {
    const owner = 'group:default/search';
    await knowEntities(['search', owner], ['chat', 'group:default/chat']);
    const draft = await create(
      createDraft({ createdAt: '2026-01-03T00:00:00.000Z' }),
    );
    const hybrid = await create(
      createDraft({
        entityRef: 'component:default/chat',
        advice: createAdvice({ pattern: 'hybrid' }),
      }),
    );
    const overridden = await createAt({
      ...submitted(createDraft({ createdAt: '2026-01-02T00:00:00.000Z' })),
      decision: { pattern: 'microservices', rationale: 'We know how.' },
    });

    await expect(listIds()).resolves.toEqual([
      draft.id,
      overridden.id,
      hybrid.id,
    ]);
    await expect(listIds({ status: 'submitted' })).resolves.toEqual([
      overridden.id,
    ]);
    await expect(listIds({ pattern: 'hybrid' })).resolves.toEqual([hybrid.id]);
    await expect(listIds({ pattern: 'microservices' })).resolves.toEqual([
      overridden.id,
    ]);
    await expect(listIds({ overridden: true })).resolves.toEqual([
      overridden.id,
    ]);
    await expect(listIds({ owner, overridden: false })).resolves.toEqual([
      draft.id,
    ]);
    await expect(listIds({ owner })).resolves.toEqual([
      draft.id,
      overridden.id,
    ]);
    await expect(
      listIds({ owner, status: 'draft', pattern: 'hybrid' }),
    ).resolves.toEqual([]);

    const { items } = await summaries.list(
      { status: 'submitted' },
      everything,
      stale,
      wholePage,
    );
    expect(items).toEqual([
      {
        id: overridden.id,
        entityRef: 'component:default/search',
        entityTitle: 'The search',
        owner,
        orphaned: false,
        stale: [],
        status: 'submitted',
        pattern: 'microservices',
        recommendedPattern: 'monolith',
        standing: expect.objectContaining({
          overrides: { pattern: 'monolith', chance: 0.9 },
        }),
        rationale: 'We know how.',
        modelVersion: '1.0.0',
        author,
        submitted: { by: author, at: '2026-01-02T00:00:00.000Z' },
        createdAt: overridden.createdAt,
        updatedAt: overridden.updatedAt,
      },
    ]);
  });

  it('stores where a language model runs, and finds decisions that override it', async () => {
    const adviceFor = (residency: 'none' | 'own-perimeter') =>
      createAdvice({
        placed: advise({
          profile: {
            workload: { requestsPerMonth: 20_000 },
            llm: {
              use: 'chat',
              // More than the context windows of open models.
              inputTokens: 300_000,
              outputTokens: 300,
              quality: 'frontier',
              residency,
            },
          },
        }),
      });
    const advice = adviceFor('none');
    const recommended = {
      pattern: 'monolith',
      placement: 'hosted-api',
    } as const;
    const proposed = await create(
      createDraft({ advice, createdAt: '2026-01-04T00:00:00.000Z' }),
    );
    const followed = await createAt({
      ...submitted(
        createDraft({ advice, createdAt: '2026-01-03T00:00:00.000Z' }),
      ),
      decision: recommended,
    });
    const overridden = await createAt({
      ...submitted(
        createDraft({ advice, createdAt: '2026-01-02T00:00:00.000Z' }),
      ),
      decision: { ...recommended, placement: 'own-gpu', rationale: 'Bought.' },
    });
    const without = await create(createDraft());
    const ruledOut = await create(
      createDraft({
        advice: adviceFor('own-perimeter'),
        createdAt: '2025-12-01T00:00:00.000Z',
      }),
    );

    const { items } = await summaries.list({}, everything, stale, wholePage);
    expect(
      items.map(({ id, placement, recommendedPlacement }) => [
        id,
        placement,
        recommendedPlacement,
      ]),
    ).toEqual([
      [proposed.id, 'hosted-api', 'hosted-api'],
      [followed.id, 'hosted-api', 'hosted-api'],
      [overridden.id, 'own-gpu', 'hosted-api'],
      [without.id, undefined, undefined],
      [ruledOut.id, undefined, undefined],
    ]);
    await expect(listIds({ overridden: true })).resolves.toEqual([
      overridden.id,
    ]);
    await expect(listIds({ overridden: false })).resolves.toEqual([
      proposed.id,
      followed.id,
      without.id,
      ruledOut.id,
    ]);
  });

  it('lists what is stale by the age of the approval or by another answer of the model, and what is not', async () => {
    const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
    const aged = await createAt(
      reviewed(
        createDraft({ createdAt: day(9) }),
        'approved',
        '2025-12-31T23:59:59.999Z',
      ),
    );
    const fresh = await createAt(
      reviewed(
        createDraft({ createdAt: day(8), entityRef: 'component:default/a' }),
        'approved',
        stale.approvedBefore,
      ),
    );
    const outdated = await create(createDraft({ createdAt: day(7) }));
    const rejected = await createAt(
      reviewed(
        createDraft({ createdAt: day(6) }),
        'rejected',
        '2025-01-01T00:00:00.000Z',
      ),
    );
    const both = await createAt(
      reviewed(
        createDraft({
          createdAt: day(5),
          entityRef: 'component:default/b',
        }),
        'approved',
        '2025-01-01T00:00:00.000Z',
      ),
    );
    const draft = await create(createDraft({ createdAt: day(4) }));
    const same = await create(createDraft({ createdAt: day(3) }));
    // The model that made it.
    const own = await create(
      createDraft({
        createdAt: day(1),
        advice: createAdvice({ modelVersion: '1.1.0' }),
      }),
    );
    const checks = new ModelCheckStore(knex);
    const check = (isChanged: boolean, ...found: StoredAssessment[]) =>
      checks.save(
        '1.1.0',
        found.map(({ id, revision }) => ({
          assessmentId: id,
          revision,
          isChanged,
        })),
      );
    await check(true, outdated, rejected, both, own);
    await check(false, same);

    const { items } = await summaries.list(
      { stale: true },
      everything,
      stale,
      wholePage,
    );
    expect(items.map(item => [item.id, item.stale])).toEqual([
      [aged.id, ['age']],
      [outdated.id, ['model-version']],
      [both.id, ['model-version', 'age']],
    ]);
    await expect(listIds({ stale: false })).resolves.toEqual([
      fresh.id,
      rejected.id,
      draft.id,
      same.id,
      own.id,
    ]);
  });

  it('lists what is stale because its entity is not as it was, and only while it is alive', async () => {
    const entityRef = (name: string) => `component:default/${name}`;
    const snapshot = { owner: 'group:default/old', dependencies: [] };
    await knowEntities(
      ['moved', 'group:default/new'],
      ['still', 'group:default/old'],
      ['older', 'group:default/new'],
    );
    const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
    const draft = (name: string, n: number, overrides = {}) =>
      createDraft({
        entityRef: entityRef(name),
        createdAt: day(n),
        snapshot,
        ...overrides,
      });
    const approved = await createAt(reviewed(draft('moved', 9), 'approved'));
    const waiting = await createAt(submitted(draft('moved', 8)));
    const begun = await create(draft('moved', 7));
    const rejected = await createAt(reviewed(draft('moved', 6), 'rejected'));
    const still = await create(draft('still', 5));
    const withoutSnapshot = await create(
      draft('older', 4, { snapshot: undefined }),
    );
    const gone = await create(draft('gone', 3));

    const { items } = await summaries.list(
      { stale: true },
      everything,
      stale,
      wholePage,
    );
    expect(items.map(item => [item.id, item.stale])).toEqual(
      [approved, waiting, begun].map(({ id }) => [id, ['catalog']]),
    );
    await expect(listIds({ stale: false })).resolves.toEqual(
      [rejected, still, withoutSnapshot, gone].map(({ id }) => id),
    );

    const facts = () => summaries.factsFor([entityRef('moved')], stale);
    expect((await facts()).get(entityRef('moved'))?.stale).toEqual(['catalog']);
    await knowEntities(['moved', 'group:default/old']);
    expect((await facts()).get(entityRef('moved'))?.stale).toEqual([]);
  });

  describe('visibility', () => {
    it('leaves out, and does not count, what the caller may not see', async () => {
      await knowEntities(['search'], ['secret']);
      const shown = await create(createDraft());
      await create(createDraft({ entityRef: 'component:default/secret' }));
      const visible = (...entityRefs: string[]): AssessmentVisibility => ({
        entities: { all: false, entityRefs },
        orphaned: { all: true },
      });

      await expect(
        listIds({}, visible('component:default/search', 'component:default/x')),
      ).resolves.toEqual([shown.id]);
      await expect(listIds({}, visible())).resolves.toEqual([]);
      await expect(
        listIds({}, visible("component:default/search' OR '1'='1")),
      ).resolves.toEqual([]);
    });

    it('takes more entities than a statement takes values', async () => {
      await knowEntities(['search']);
      const shown = await create(createDraft());
      const entityRefs = Array.from(
        { length: 70_000 },
        (_, i) => `component:default/s${i}`,
      ).concat('component:default/search');
      await expect(
        listIds(
          {},
          { entities: { all: false, entityRefs }, orphaned: { all: true } },
        ),
      ).resolves.toEqual([shown.id]);
    });

    it('keeps assessments of entities that are gone for their author and those who see all of them', async () => {
      const mine = await create(
        createDraft({ createdAt: '2026-01-02T00:00:00.000Z' }),
      );
      const theirs = await create(createDraft({ author: reviewer }));

      await expect(listIds()).resolves.toEqual([mine.id, theirs.id]);
      const { items } = await summaries.list(
        {},
        { entities: { all: true }, orphaned: { all: false, author } },
        stale,
        wholePage,
      );
      expect(items).toMatchObject([
        { id: mine.id, orphaned: true, entityTitle: 'search' },
      ]);
      expect(items[0].owner).toBeUndefined();
    });
  });

  describe('what waits', () => {
    const ids = ({ items }: { items: { id: string }[] }) =>
      items.map(({ id }) => id);
    const all = { all: true } as const;

    it('for review is what somebody has no part in, longest waiting first', async () => {
      await knowEntities(['search'], ['chat']);
      const waitingFor = (person: string, visible: VisibleEntities = all) =>
        summaries.waiting(
          { for: 'review', reviewer: person },
          visible,
          stale,
          wholePage.limit,
        );
      const late = await createAt(
        submitted(createDraft(), '2026-01-05T00:00:00.000Z'),
      );
      const early = await createAt(
        submitted(
          createDraft({
            entityRef: 'component:default/chat',
            author: 'user:default/eve',
          }),
        ),
      );
      await createAt(submitted(createDraft({ entityRef: 'component:a/gone' })));
      await create(createDraft());

      const inOrder = await waitingFor(reviewer);
      expect(ids(inOrder)).toEqual([early.id, late.id]);
      const [{ submitted: first }] = inOrder.items;
      const after = { at: first!.at, id: early.id };
      expect(
        ids(
          await summaries.waiting(
            { for: 'review', reviewer, after },
            all,
            stale,
            wholePage.limit,
          ),
        ),
      ).toEqual([late.id]);
      expect(
        ids(
          await waitingFor(reviewer, {
            all: false,
            entityRefs: [late.entityRef],
          }),
        ),
      ).toEqual([late.id]);
      // The author wrote one of them and submitted both.
      await expect(waitingFor(author)).resolves.toEqual({
        items: [],
        totalItems: 0,
      });

      const helper = 'user:default/helper';
      await knex('assessment_events').insert({
        assessment_id: late.id,
        at: new Date(late.updatedAt),
        actor: helper,
        action: 'updated',
      });
      expect(ids(await waitingFor(helper))).toEqual([early.id]);
    });

    it('for reassessment is what has one of the standings, of some owners or of all others', async () => {
      const owner = 'group:default/search';
      await knowEntities(
        ['search', owner],
        ['chat', 'group:default/chat'],
        ['rank'],
      );
      for (const [name, id] of [
        ['search', 'tie'],
        ['chat', 'tie'],
        ['rank', 'tie'],
        ['other', 'clear'],
      ] as const) {
        const draft = createDraft({ entityRef: `component:default/${name}` });
        await createAt(
          reviewed({ ...draft, standing: { id, text: id } }, 'approved'),
        );
      }
      const findTitles = async (of: {
        owners?: string[];
        notOwnedBy?: string[];
      }) => {
        const { items } = await summaries.waiting(
          { for: 'reassessment', standings: ['tie'], ...of },
          all,
          stale,
          wholePage.limit,
        );
        return items.map(({ entityTitle }) => entityTitle).sort();
      };
      const titles = ['The chat', 'The rank', 'The search'];
      expect(await findTitles({})).toEqual(titles);
      expect(await findTitles({ owners: [owner] })).toEqual(['The search']);
      expect(await findTitles({ owners: [] })).toEqual([]);
      expect(await findTitles({ notOwnedBy: [owner] })).toEqual(
        titles.slice(0, 2),
      );
      expect(await findTitles({ notOwnedBy: [] })).toEqual(titles);
    });

    it('for its author is a draft, and what was returned and not submitted again', async () => {
      await knowEntities(['search']);
      const waitingFor = (what: 'submission' | 'requested changes') =>
        summaries.waiting({ for: what, author }, all, stale, 1);
      const plain = await create(createDraft());
      const event = {
        actor: reviewer,
        at: '2026-01-06T00:00:00.000Z',
        comment: 'Why?',
      };
      const [returned] = (await store.save([
        {
          record: await create(createDraft()),
          event: { ...event, action: 'returned' },
        },
      ]))!;
      await create(createDraft({ author: reviewer }));

      const [edited] = (await store.save([changeTo(returned, 'updated')]))!;
      await expect(waitingFor('requested changes')).resolves.toEqual({
        items: [
          expect.objectContaining({
            id: edited.id,
            requestedChanges: { by: reviewer, at: event.at, comment: 'Why?' },
          }),
        ],
        totalItems: 1,
      });
      expect(ids(await waitingFor('submission'))).toEqual([plain.id]);
      await expect(listIds({ author: reviewer })).resolves.toHaveLength(1);

      await store.save([changeTo(edited, 'withdrawn')]);
      expect(ids(await waitingFor('requested changes'))).toEqual([]);
      await expect(waitingFor('submission')).resolves.toMatchObject({
        totalItems: 2,
      });
    });
  });

  it('finds the facts that would count if one had another status', async () => {
    const first = await createAt(submitted(createDraft()));
    const second = await create(
      createDraft({ createdAt: '2026-01-09T00:00:00.000Z' }),
    );
    const at = '2026-02-01T00:00:00.000Z';
    const countingIf = async (status: AssessmentStatus) => {
      const facts = await summaries.factsFor([first.entityRef], stale, {
        id: first.id,
        status,
        at,
      });
      return facts.get(first.entityRef);
    };
    expect(await countingIf('approved')).toMatchObject({
      id: first.id,
      status: 'approved',
      approvedAt: at,
      stale: [],
    });
    expect(await countingIf('rejected')).toMatchObject({
      id: second.id,
      status: 'draft',
    });

    const newer = await createAt(
      reviewed(
        submitted(createDraft({ createdAt: '2026-01-10T00:00:00.000Z' })),
        'approved',
      ),
    );
    expect(await countingIf('approved')).toMatchObject({ id: first.id });
    expect(await countingIf('draft')).toMatchObject({ id: newer.id });
  });

  it('finds the facts of the approved assessment, else of the submitted one, else of the newest', async () => {
    const risks = (['high', 'low', 'high'] as const).map((severity, i) => ({
      id:
        i === 1
          ? ('chatty-services' as const)
          : ('premature-microservices' as const),
      severity,
      subject: {
        kind: 'recommended' as const,
        pattern: 'microservices' as const,
      },
      title: 'Risk',
      evidence: [],
      mitigations: [],
    }));
    const approved = await createAt(
      reviewed(
        createDraft({ advice: createAdvice({ risks }) }),
        'approved',
        '2025-06-01T00:00:00.000Z',
      ),
    );
    await create(createDraft({ createdAt: '2026-01-09T00:00:00.000Z' }));
    await create(createDraft({ entityRef: 'component:default/chat' }));
    const newest = await create(
      createDraft({
        entityRef: 'component:default/chat',
        createdAt: '2026-01-05T00:00:00.000Z',
        advice: createAdvice({ pattern: 'serverless' }),
      }),
    );

    const waiting = await createAt(
      submitted(createDraft({ entityRef: 'component:default/rank' })),
    );
    await create(
      createDraft({
        entityRef: 'component:default/rank',
        createdAt: '2026-01-09T00:00:00.000Z',
      }),
    );

    const facts = await summaries.factsFor(
      [
        'component:default/search',
        'component:default/chat',
        'component:default/rank',
        'component:default/x',
      ],
      stale,
    );
    expect([...facts.keys()].sort()).toEqual([
      'component:default/chat',
      'component:default/rank',
      'component:default/search',
    ]);
    expect(facts.get('component:default/rank')?.id).toBe(waiting.id);
    expect(facts.get('component:default/search')).toEqual({
      id: approved.id,
      status: 'approved',
      pattern: 'monolith',
      recommendedPattern: 'monolith',
      stage: 'mvp',
      modelVersion: '1.0.0',
      author,
      createdAt: approved.createdAt,
      updatedAt: approved.updatedAt,
      approvedAt: '2025-06-01T00:00:00.000Z',
      stale: ['age'],
      standing: 'clear',
      highRisks: ['premature-microservices'],
    });
    expect(facts.get('component:default/chat')).toMatchObject({
      id: newest.id,
      pattern: 'serverless',
      approvedAt: undefined,
      stale: [],
    });
    await expect(summaries.factsFor([], stale)).resolves.toEqual(new Map());

    const counting = await store.findCounting([...facts.keys(), 'x:y/z']);
    expect(counting).toEqual(
      new Map(
        [approved, newest, waiting].map(assessment => [
          assessment.entityRef,
          assessment,
        ]),
      ),
    );
    await expect(
      store.findCounting([...facts.keys()], reviewer),
    ).resolves.toEqual(new Map());
  });
});

function pickRevisionAndEvents({ revision, events }: StoredAssessment) {
  return { revision, events };
}
