import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { Pattern, Standing } from '@paved-road/plugin-paved-road-common';
import {
  advise,
  defaultModel,
  measures,
  patternDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { createDraft, reviewed } from '../__testUtils__/assessmentFixtures';
import { MeasuredNotifier } from './MeasuredNotifier';
import { MeasuredPass } from './MeasuredPass';
import { MeasuredDecision, MeasuredStore } from './MeasuredStore';
import { MeasurementReader } from './MeasurementReader';
import { StoredFact } from '../facts/StoredFact';

const entityRef = 'component:default/search';
const profile = profileSchema.parse({
  team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
});
const assessment = reviewed(
  createDraft({ entityRef, profile, advice: advise({ profile }) }),
  'approved',
);
const dayMs = 86_400_000;
const compared = {
  answers: [],
  predictions: [],
  conditions: [],
  crossed: [],
  near: [],
};
const changedTo = (pattern: Pattern) => ({
  status: 'changed',
  changedChoices: ['pattern'],
  measured: {
    pattern,
    evidence: [
      {
        choice: 'pattern',
        verdict: 'clear',
        first: {
          id: pattern,
          title: patternDescriptions[pattern].title,
          chance: 0.9,
        },
      },
    ],
  },
});
const sourceOf = (id: string) => {
  const measure = measures.find(({ id: other }) => other === id)!;
  return { measure, fact: 'metrics', field: id, unit: measure.unit, factor: 1 };
};

/** A fleet of one, which counts how often it is computed. */
function createPass() {
  let now = Date.parse('2026-11-28T12:00:00.000Z');
  let value: object | undefined = { people: 5, latencyP95: 1 };
  let saved: MeasuredDecision | undefined;
  let revision = 1;
  let untold = false;
  let standing: Standing | undefined;
  const store: Partial<MeasuredStore> = {
    removeObsolete: async () => {},
    findApproved: async () => [
      {
        id: assessment.id,
        entityRef,
        revision,
        standing: standing?.id,
        last: saved,
      },
    ],
    save: async ([decision]) => {
      saved = decision;
    },
    findUnnotified: async () =>
      untold
        ? [{ assessmentId: assessment.id, entityRef, entityTitle: 'Search' }]
        : [],
    claimNotification: async () => true,
  };
  const reader = new MeasurementReader({
    facts: {
      get: async () =>
        new Map<string, StoredFact[]>(
          value
            ? [
                [
                  entityRef,
                  [
                    {
                      entityRef,
                      name: 'metrics',
                      dueAt: '',
                      status: 'known',
                      value,
                      source: 'https://metrics.example.com',
                      collectedAt: new Date(now).toISOString(),
                    },
                  ],
                ],
              ]
            : [],
        ),
    },
    points: { series: async () => new Map() },
    sources: { measures: ['people', 'latencyP95'].map(sourceOf) },
  });
  const hold = jest.fn(
    () =>
      ({
        ...compared,
        status: 'holds',
        measured: { pattern: 'monolith', evidence: [] },
      }) as never,
  );
  const mark = jest.fn(async () => {});
  const signal = jest.fn(async () => {});
  const send = jest.fn(async (_: unknown) => {});
  const shared = {
    store: store as MeasuredStore,
    assessments: {
      findCounting: async () =>
        new Map([[entityRef, { ...assessment, standing }]]),
    },
    reader,
    service: { hold },
    logger: mockServices.logger.mock(),
  };
  const pass = new MeasuredPass({
    ...shared,
    notifier: new MeasuredNotifier({
      ...shared,
      reviewers: ['group:default/architects'],
      notifications: { send },
    }),
    standings: {
      findWithout: async () => [],
      save: async ([judged]) => {
        standing = judged?.standing ?? standing;
      },
    },
    model: defaultModel,
    staleAfterDays: 7,
    due: { mark },
    publisher: { signal },
    now: () => new Date(now),
  });
  return {
    hold,
    mark,
    signal,
    standing: () => standing?.id,
    /** @returns what people are told of a decision that no longer holds */
    async tell(measured: object) {
      hold.mockImplementation(
        () =>
          ({
            ...compared,
            ...changedTo('microservices'),
            ...measured,
          }) as never,
      );
      untold = true;
      await pass.run(new AbortController().signal);
      return send.mock.calls[0][0];
    },
    /** @returns how often it was computed */
    async run(
      change: { value?: object | null; after?: number; revision?: number } = {},
    ) {
      now += change.after ?? 0;
      revision = change.revision ?? revision;
      value = change.value === undefined ? value : (change.value ?? undefined);
      hold.mockClear();
      mark.mockClear();
      signal.mockClear();
      await pass.run(new AbortController().signal);
      return hold.mock.calls.length;
    },
  };
}

describe('MeasuredPass', () => {
  it('computes a decision where its answer may have changed, and else once a day', async () => {
    const { run } = createPass();
    expect(await run()).toBe(1);
    expect(await run()).toBe(0);
    // A fluctuation, and a latency that may meet or miss its requirement.
    expect(await run({ value: { people: 5.01, latencyP95: 1.01 } })).toBe(0);
    expect(await run({ value: { people: 5, latencyP95: 9 } })).toBe(1);
    expect(await run({ value: { people: 6, latencyP95: 9 } })).toBe(1);
    expect(await run({ revision: 2 })).toBe(1);
    expect(await run({ after: dayMs })).toBe(1);
    expect(await run({ value: { people: 6 } })).toBe(1);
    // What has not been measured any more is found out once.
    expect(await run({ value: null })).toBe(1);
  });

  it('asks once of answers that the model does not know any more', async () => {
    const { run, hold, mark } = createPass();
    await run();
    hold.mockImplementation(() => {
      throw new InputError('profile.team: unknown');
    });
    expect(await run({ revision: 2 })).toBe(1);
    expect(mark).toHaveBeenCalledWith([entityRef], expect.anything());
    expect(await run()).toBe(0);
  });

  it('marks as due whose decision stands otherwise, also by the passing of days alone', async () => {
    const { run, hold, mark, signal, standing } = createPass();
    const marked = () => {
      const refs = mark.mock.calls.flatMap(([each]: any) => each);
      // Open pages reload at the same time.
      expect(signal.mock.calls.map(([each]: any) => each.entityRef)).toEqual(
        refs,
      );
      return refs;
    };
    await run();
    expect(marked()).toEqual([entityRef]);
    await run({ revision: 2 });
    expect(marked()).toEqual([]);
    hold.mockImplementation(
      () =>
        ({
          ...compared,
          ...changedTo('serverless'),
          since: '2026-11-22T15:00:00.000Z',
        }) as never,
    );
    await run({ revision: 3 });
    expect(marked()).toEqual([entityRef]);
    expect(standing()).toBe('near-change');
    // Until a week after the day on which it changed.
    await run({ after: 11 * 3_600_000 });
    expect(standing()).toBe('near-change');
    expect(marked()).toEqual([]);
    await run({ after: 3_600_000 });
    expect(standing()).toBe('no-longer-holds');
    expect(marked()).toEqual([entityRef]);
  });

  it.each([
    [
      {},
      'No longer holds: Microservices 90% with measured values since Nov 1, 2026.',
    ],
    [
      { beforeApproval: true as const },
      'since Nov 1, 2026 (known before its approval).',
    ],
  ])('tells since when, also of what was so before: %s', async (more, text) => {
    const told = await createPass().tell({
      since: '2026-11-01T10:00:00.000Z',
      ...more,
    });
    expect(told).toMatchObject({
      payload: { description: expect.stringContaining(text) },
    });
  });
});
