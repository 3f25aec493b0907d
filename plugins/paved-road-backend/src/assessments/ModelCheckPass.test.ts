import { mockServices } from '@backstage/backend-test-utils';
import { Advice } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  DecisionModel,
  defaultModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import {
  changeTo,
  createDraft,
  reviewed,
  submitted,
} from '../__testUtils__/assessmentFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { StoredAssessment } from './StoredAssessment';
import { AssessmentStore } from './AssessmentStore';
import { ModelCheckPass } from './ModelCheckPass';
import { ModelCheckStore } from './ModelCheckStore';

const databases = createTestDatabases();

const profile = profileSchema.parse({
  team: {
    devopsMaturity: 4,
    distributedExperience: 'production',
    teamSize: 25,
    parallelTeams: 4,
  },
  product: {
    driver: 'time-to-market',
    roadmap: 'evolving',
    budgetFocus: 'operations',
  },
  workload: {
    requestsPerMonth: 100_000,
    traffic: 'steady',
    latency: 'interactive',
    invocation: 'api',
  },
  llm: {
    use: 'chat',
    inputTokens: 2_000,
    outputTokens: 300,
    quality: 'mid',
    residency: 'none',
    callsPerTask: 1,
    reusedPrefix: 0,
    ownModel: 'none',
    switching: 'some',
  },
});
const earlier: Advice = { ...advise({ profile }), modelVersion: '1.9.0' };
const { recommendation, placements, languageModel } = earlier;
const version = (name: string): DecisionModel => ({
  ...defaultModel,
  version: name,
});

describe.each(testDatabaseIds)('ModelCheckPass on %s', databaseId => {
  async function createPass() {
    const knex = await databases.init(databaseId);
    const store: ModelCheckStore = new ModelCheckStore(knex);
    const assessments = new AssessmentStore(knex);
    const logger = mockServices.logger.mock();
    const due: string[] = [];
    return {
      knex,
      store,
      assessments,
      logger,
      async create(
        overrides: Partial<StoredAssessment> = {},
        become: (draft: StoredAssessment) => StoredAssessment = same => same,
      ): Promise<StoredAssessment> {
        const draft = createDraft({
          profile,
          advice: earlier,
          ...overrides,
        } as Partial<typeof overrides>);
        const { assessment } = await assessments.create(
          changeTo(draft, 'created'),
        );
        const [saved] = (await assessments.save([
          changeTo(become(assessment), 'updated'),
        ]))!;
        return saved;
      },
      async listUnchecked(model: string): Promise<string[]> {
        const found = await store.findUnchecked(model, { limit: 100 });
        return found.map(({ id }) => id);
      },
      async listChanged(created: StoredAssessment[]): Promise<string[]> {
        const changed = await store.findChanged(created.map(({ id }) => id));
        return created.flatMap(({ id, entityRef }) =>
          changed.has(id) ? [entityRef] : [],
        );
      },
      /** @returns the entities to evaluate */
      async run(model = defaultModel, signal = new AbortController().signal) {
        due.length = 0;
        await new ModelCheckPass({
          store,
          model,
          due: { mark: async refs => void due.push(...refs) },
          logger,
        }).run(signal);
        return due;
      },
    };
  }

  it('finds drafts, submitted and approved assessments of other models, in pages by id', async () => {
    const { store, create, listUnchecked } = await createPass();
    const draft = await create();
    const waiting = await create({}, submitted);
    const approved = await create({}, found => reviewed(found, 'approved'));
    await create({}, found => reviewed(found, 'rejected'));
    await create({}, found => reviewed(found, 'superseded'));
    await create({ advice: advise({ profile }) });

    const ids = [draft, waiting, approved].map(({ id }) => id).sort();
    const { version: model } = defaultModel;
    await expect(listUnchecked(model)).resolves.toEqual(ids);
    await expect(
      store.findUnchecked(model, { after: ids[0], limit: 1 }),
    ).resolves.toMatchObject([{ id: ids[1], revision: 2 }]);
  });

  it('keeps a result until there is new advice or another model, and drops one that comes too late', async () => {
    const { store, assessments, create, listChanged, listUnchecked } =
      await createPass();
    const draft = await create();
    const { id, entityRef } = draft;
    const check = (model: string, isChanged: boolean, revision: number) =>
      store.save(model, [{ assessmentId: id, revision, isChanged }]);
    const expectChanged = async (isChanged: boolean) =>
      expect(await listChanged([draft])).toEqual(isChanged ? [entityRef] : []);
    await check('2.2.0', true, draft.revision - 1);
    await expectChanged(false);
    await expect(listUnchecked('2.2.0')).resolves.toEqual([id]);

    await check('2.2.0', true, draft.revision);
    await expect(listUnchecked('2.2.0')).resolves.toEqual([]);
    await expectChanged(true);

    // It may have new advice of another back end, so it is compared again.
    const [moved] = (await assessments.save([
      changeTo(submitted(draft), 'submitted'),
    ]))!;
    await expectChanged(true);
    await expect(
      store.findUnchecked('2.2.0', { limit: 1 }),
    ).resolves.toMatchObject([{ id, wasChanged: true }]);
    await check('2.2.0', true, moved.revision);
    await expect(listUnchecked('2.2.0')).resolves.toEqual([]);

    await expect(listUnchecked('2.3.0')).resolves.toEqual([id]);
    await check('2.3.0', false, moved.revision);
    await expectChanged(false);

    await check('2.2.0', true, moved.revision);
    const advice = { ...earlier, modelVersion: '2.2.0' };
    await assessments.save([changeTo({ ...moved, advice }, 'updated')]);
    await expectChanged(false);
  });

  it('compares pattern, placement and verdicts, but neither numbers nor texts', async () => {
    const { create, listChanged, listUnchecked, run } = await createPass();
    const other = <V extends string>(verdict: V) =>
      verdict === 'clear' ? ('close' as const) : ('clear' as const);
    const changes: Record<string, Partial<Advice>> = {
      nothing: {},
      numbers: {
        recommendation: { ...recommendation, margin: 1, text: 'Other.' },
      },
      pattern: { recommendation: { ...recommendation, pattern: 'hybrid' } },
      verdict: {
        recommendation: {
          ...recommendation,
          verdict: other(recommendation.verdict),
        },
      },
      placement: {
        placements: placements!.map(ranked => ({ ...ranked, eligible: true })),
        languageModel: {
          ...languageModel!,
          placement: languageModel!.placement === 'cpu' ? 'own-gpu' : 'cpu',
        },
      },
      placementVerdict: {
        languageModel: {
          ...languageModel!,
          verdict: other(languageModel!.verdict),
        },
      },
    };
    const created = await Promise.all(
      Object.entries(changes).map(([entityRef, change]) =>
        create({ entityRef, advice: { ...earlier, ...change } }),
      ),
    );
    const [, , ...changed] = Object.keys(changes);
    expect((await run()).sort()).toEqual(changed.toSorted());
    await expect(listChanged(created)).resolves.toEqual(changed);

    // Scorecards depend on the result, not on the model.
    await expect(run(version('3.0.0'))).resolves.toEqual([]);
    await expect(listChanged(created)).resolves.toEqual(changed);
    await expect(listUnchecked('3.0.0')).resolves.toEqual([]);
  });

  it('ignores the verdict on placements of which none is eligible', async () => {
    const { create, run } = await createPass();
    const ruledOut = profileSchema.parse({
      ...profile,
      llm: { ...profile.llm, quality: 'frontier', offline: true },
    });
    const advice = advise({ profile: ruledOut });
    expect(advice.languageModel!.placement).toBeUndefined();
    const [verdict] = (['clear', 'close'] as const).filter(
      other => other !== advice.languageModel!.verdict,
    );
    await create({
      profile: ruledOut,
      advice: {
        ...advice,
        modelVersion: '1.9.0',
        languageModel: { ...advice.languageModel!, verdict },
      },
    });
    await expect(run()).resolves.toEqual([]);
  });

  it('continues after an assessment that the model refuses, and after one that cannot be read, which it logs once', async () => {
    const { knex, create, listChanged, listUnchecked, run, logger } =
      await createPass();
    const refused = await create({
      entityRef: 'component:default/refused',
      profile: { ...profile, custom: { dataResidency: 'moon' } },
    });
    const damaged = await create();
    const good = await create();
    await knex('assessments')
      .where({ id: damaged.id })
      .update({ advice: '{"modelVersion":' });

    await run();
    await run();
    await expect(listUnchecked(defaultModel.version)).resolves.toEqual([]);
    await expect(listChanged([refused, damaged, good])).resolves.toEqual([
      refused.entityRef,
    ]);
    expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
      `Assessment ${damaged.id} of ${damaged.entityRef} cannot be compared with model ${defaultModel.version}`,
    ]);
  });

  it('stops when it is aborted, and the next pass continues there', async () => {
    const { store, create, listUnchecked, run } = await createPass();
    const { version: model } = defaultModel;
    for (let count = 0; count < 45; count += 1) {
      await create();
    }
    const all = await listUnchecked(model);
    const stop = new AbortController();
    const findUnchecked = jest.spyOn(store, 'findUnchecked');
    const save = jest.spyOn(store, 'save');
    save.mockImplementationOnce(async (...args) => {
      stop.abort();
      save.mockRestore();
      await store.save(...args);
    });
    await run(defaultModel, stop.signal);
    expect(findUnchecked).toHaveBeenCalledTimes(1);
    const left = await listUnchecked(model);
    expect(left).toEqual(all.slice(20));

    findUnchecked.mockClear();
    await run();
    expect(findUnchecked).toHaveBeenCalledTimes(2);
    await expect(listUnchecked(model)).resolves.toEqual([]);
  });
});
