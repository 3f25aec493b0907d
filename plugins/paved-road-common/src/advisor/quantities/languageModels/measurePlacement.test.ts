import fc from 'fast-check';
import published from './__fixtures__/published.json';
import { runs } from '../../__testUtils__/profiles';
import { AssumptionSet } from '../AssumptionSet';
import { languageModels, LanguageModels } from '../prices/languageModels';
import { PlacementMeasure } from './measures';
import { Placement, placements } from '../../profile/placements';
import { HostedModel } from '../prices/rows';
import { TokenLoad } from './TokenLoad';
import { callPrice } from './hostedApi';
import { placementMeasurer } from './measurePlacement';
import { coldStartSeconds, idleColdShare } from './serverlessGpu';
import { strainFactor } from './serving';

const chat: TokenLoad = {
  requestsPerMonth: 1e6,
  traffic: 'steady',
  callsPerTask: 1,
  inputTokens: 1500,
  longestInputTokens: 1500,
  outputTokens: 300,
  reusedPrefix: 0,
  quality: 'mid',
  isTuned: false,
  residency: 'none',
  requirement: { of: 'first-token', seconds: 2 },
  capability: 3,
  batch: false,
};

function measure(
  placement: Placement,
  change: Partial<TokenLoad> = {},
  {
    models = languageModels,
    assumptions = {},
  }: { models?: LanguageModels; assumptions?: Record<string, number> } = {},
): PlacementMeasure {
  return placementMeasurer(models, new AssumptionSet(assumptions))(placement, {
    ...chat,
    longestInputTokens: change.inputTokens ?? chat.inputTokens,
    ...change,
  });
}

function measured(...args: Parameters<typeof measure>) {
  const found = measure(...args);
  if (found.status !== 'measured') {
    throw new Error(JSON.stringify(found.limits));
  }
  return found;
}

function findLimits(...args: Parameters<typeof measure>) {
  const found = measure(...args);
  return found.status === 'impossible' ? found.limits : [];
}

const monthlyParts = ({ parts }: ReturnType<typeof measured>) =>
  Object.fromEntries(parts.map(({ id, monthly }) => [id, monthly]));

const sold = (
  model: string,
  inputPerMtok: number,
  outputPerMtok: number,
  more: Partial<HostedModel> = {},
): HostedModel => ({
  provider: 'one',
  model,
  quality: 'mid',
  inputPerMtok,
  outputPerMtok,
  regional: false,
  ...more,
});

const selling = (...hosted: HostedModel[]): LanguageModels => ({
  ...languageModels,
  hosted,
});

describe('a hosted API', () => {
  it('bills tokens: cached ones for less, lost and new ones in full, and less where nobody waits', () => {
    const load = { reusedPrefix: 0.4, callsPerTask: 3 };
    const monthlyOf = (
      more: Partial<HostedModel>,
      change: Partial<TokenLoad> = {},
    ) =>
      measured(
        'hosted-api',
        { ...load, ...change },
        { models: selling(sold('a', 2, 10, { batchFactor: 0.5, ...more })) },
      ).monthly;
    const cached = { cacheReadPerMtok: 0.2 };
    const inBatch = { batch: true, requirement: undefined };
    // A tenth of the prefix is lost.
    const [read, lost, fresh] = [0.36, 0.04, 0.6];
    const costs = (input: number, cacheRead: number, output: number) =>
      3 * (1500 * ((lost + fresh) * input + read * cacheRead) + 300 * output);
    expect(monthlyOf(cached)).toBeCloseTo(costs(2, 0.2, 10));
    expect(monthlyOf(cached, inBatch)).toBeCloseTo(costs(1, 0.2, 5));
    expect(monthlyOf({ ...cached, batchCaches: true }, inBatch)).toBeCloseTo(
      costs(1, 0.1, 5),
    );
  });

  it('bills what a cache has lost, and what an agent adds, at the price of writing', () => {
    const model = sold('a', 2, 10, {
      cacheReadPerMtok: 0.2,
      cacheWritePerMtok: 2.5,
    });
    const inputCost = (change: Partial<TokenLoad>, misses: number) =>
      callPrice(model, { ...chat, outputTokens: 0, ...change }, misses) /
      (1500 / 1e6);
    expect(inputCost({ reusedPrefix: 0.8 }, 0.1)).toBeCloseTo(
      0.72 * 0.2 + 0.08 * 2.5 + 0.2 * 2,
    );
    expect(inputCost({ reusedPrefix: 0.8, use: 'agent' }, 0)).toBeCloseTo(
      0.8 * 0.2 + 0.2 * 2.5,
    );
    // Without repetition, nobody pays for a cache.
    expect(inputCost({ reusedPrefix: 0, use: 'agent' }, 0)).toBe(2);
  });

  it('bills repeated input in full where the provider has no price for it', () => {
    const model = sold('a', 2, 10);
    expect(callPrice(model, { ...chat, reusedPrefix: 0.9 }, 0.1)).toBe(
      callPrice(model, chat, 0.1),
    );
  });

  it('takes the cheapest model, and names the others, cheapest first', () => {
    const { setup, alternatives, monthly } = measured(
      'hosted-api',
      {},
      {
        models: selling(
          sold('dear', 4, 4),
          sold('cheap', 1, 1),
          sold('upper', 3, 3),
          sold('lower', 2, 2),
        ),
      },
    );
    expect(setup.model).toBe('one/cheap');
    expect(alternatives?.map(({ model }) => model)).toEqual([
      'one/lower',
      'one/upper',
      'one/dear',
    ]);
    expect(alternatives?.[0].monthly).toBeCloseTo(monthly * 2);
  });

  it('comes to the price of long prompts by and by', () => {
    const model = sold('long', 1, 4, {
      cacheReadPerMtok: 0.1,
      longContext: {
        fromInputTokens: 200_000,
        inputPerMtok: 2,
        outputPerMtok: 6,
      },
    });
    const at = (inputTokens: number, reusedPrefix = 0) =>
      callPrice(model, { inputTokens, outputTokens: 1000, reusedPrefix }, 0);
    expect(at(100_000)).toBeCloseTo(0.104);
    expect(at(400_000)).toBeCloseTo(0.806);
    expect(at(200_000)).toBeCloseTo((0.204 + 0.406) / 2);
    expect(at(202_000) / at(198_000)).toBeLessThan(1.05);
    // Reading again costs the same share of the price of long prompts.
    expect(at(400_000, 1)).toBeCloseTo(0.086);
  });

  it('costs more in a region, where only some models are sold', () => {
    const models = selling(
      sold('global', 1, 1),
      sold('regional', 2, 2, { regional: true }),
    );
    const inRegion = measured(
      'hosted-api',
      { residency: 'region' },
      { models },
    );
    expect(inRegion.setup.model).toBe('one/regional');
    expect(inRegion.monthly).toBeCloseTo(1.1 * 1800 * 2);
  });

  it.each<[string, Partial<TokenLoad>, LanguageModels, object]>([
    [
      'the largest context window',
      { inputTokens: 3e6 },
      languageModels,
      {
        id: 'context-window',
        field: 'llm.inputTokens',
        value: 3_000_300,
        limit: 1_000_000,
        unit: 'tokens',
      },
    ],
    [
      'the longest call of an agent',
      { inputTokens: 1000, longestInputTokens: 9000 },
      selling(sold('a', 1, 1, { contextWindow: 8000 })),
      { id: 'context-window', value: 9300, limit: 8000 },
    ],
    [
      'tokens a minute at the peak, beyond reserved throughput',
      { requestsPerMonth: 1e9, traffic: 'spiky' },
      selling(sold('a', 1, 1), { ...sold('b', 1, 1), provider: 'two' }),
      {
        id: 'rate-limit',
        field: 'workload.requestsPerMonth',
        value: expect.closeTo((1e9 / 43_800) * 8 * 1800, 0),
        // Of two providers, each twenty times over its rate limit.
        limit: 20 * 2 * 5e6,
        unit: 'tokens per minute',
      },
    ],
    [
      'no provider',
      {},
      { ...languageModels, allowedProviders: ['nobody'] },
      {
        id: 'no-such-model',
        field: 'llm.quality',
        value: 'mid',
        limit: 'nobody',
      },
    ],
    [
      'no regional endpoint that is known',
      { residency: 'region' },
      selling(sold('a', 1, 1)),
      { id: 'no-such-model', field: 'llm.residency', value: 'region' },
    ],
  ])('says that it meets %s', (_, load, models, limit) => {
    expect(findLimits('hosted-api', load, { models })).toEqual([
      expect.objectContaining(limit),
    ]);
  });

  it('has the mean to keep below the limit where nobody waits', () => {
    const load = { requestsPerMonth: 1e8, traffic: 'spiky' } as const;
    expect(
      findLimits('hosted-api', {
        ...load,
        batch: true,
        requirement: undefined,
      }),
    ).toEqual([]);
  });

  it('answers a long prompt later, and slower in the tail', () => {
    const { latency } = measured('hosted-api');
    const long = measured('hosted-api', { inputTokens: 51_500 }).latency;
    expect(long.firstToken.p50 - latency.firstToken.p50).toBeCloseTo(5);
    expect(latency.firstToken.p99).toBeGreaterThan(latency.firstToken.p95);
    expect(latency.tokensPerSecond.p99).toBeLessThan(
      latency.tokensPerSecond.p50,
    );
    expect(latency.coldStartProbability).toBe(0);
  });
});

describe('own GPUs', () => {
  it('are two replicas where users wait, and one where nobody does', () => {
    const waited = measured('own-gpu', { requestsPerMonth: 1000 });
    expect(waited.setup).toMatchObject({ replicas: 2, calibrated: false });
    const batch = { batch: true, requirement: undefined };
    expect(
      measured('own-gpu', { requestsPerMonth: 1000, ...batch }).setup.replicas,
    ).toBe(1);
  });

  it('cost what is paid for an hour, at a contract price too', () => {
    const only = (gpu: string) => ({
      ...languageModels,
      gpus: languageModels.gpus.filter(found => found.gpu === gpu),
    });
    const at = (gpuHourH200: number, gpuCommitment = 0) =>
      measured(
        'own-gpu',
        { requestsPerMonth: 1000 },
        {
          models: only('H200'),
          assumptions: { gpuHourH200, gpuCommitment },
        },
      );
    expect(at(3).monthly).toBeCloseTo(2 * 3 * 730);
    // What is needed all the time can be had for less by a commitment.
    expect(at(3, 0.3).monthly).toBeCloseTo(0.7 * 2 * 3 * 730);
    expect(at(3).setup).toMatchObject({
      gpu: 'H200',
      gpusPerReplica: 1,
      replicas: 2,
    });
  });

  it('say whether throughput was measured on what is rented', () => {
    const on = (model: string, gpu: string) =>
      measured(
        'own-gpu',
        { quality: 'small' },
        {
          models: {
            ...languageModels,
            open: languageModels.open.filter(found => found.model === model),
            gpus: languageModels.gpus.filter(found => found.gpu === gpu),
          },
        },
      ).setup;
    expect(on('Qwen3-8B', 'H100 80GB')).toMatchObject({
      calibrated: true,
      spread: 1.2,
      precision: 'fp8',
    });
    expect(on('Qwen3-8B', 'H200')).toMatchObject({
      calibrated: false,
      spread: 1.3,
    });
    expect(on('Qwen3-8B', 'L4')).toMatchObject({ spread: 2 });
    expect(on('Qwen3-8B', 'MI300X')).toMatchObject({ spread: 3 });
  });

  it('take fewer requests at a time for a faster answer, and hardly fewer once it cannot be met', () => {
    const within = (seconds: number) =>
      measured('own-gpu', {
        requestsPerMonth: 1e7,
        requirement: { of: 'response', seconds },
      });
    const [slow, fast, late] = [60, 3, 0.5].map(within);
    expect(fast.latency.response.p99).toBeLessThanOrEqual(3);
    expect(slow.latency.response.p99).toBeLessThanOrEqual(60);
    expect(fast.monthly).toBeGreaterThan(slow.monthly);
    // One at a time would take ten times the GPUs, and be too late as well.
    expect(late.monthly).toBeLessThan(10 * fast.monthly);
    expect(late.latency.response.p50).toBeGreaterThan(0.5);
    expect(
      findLimits('own-gpu', {
        requirement: { of: 'response', seconds: 0.01 },
      }),
    ).toEqual([
      expect.objectContaining({ id: 'latency', limit: 0.05, unit: 's' }),
    ]);
  });

  it('are as fast as people read along', () => {
    const { latency } = measured('own-gpu', { requestsPerMonth: 1e7 });
    expect(latency.tokensPerSecond.p50).toBeGreaterThanOrEqual(20);
  });

  it.each(['own-gpu', 'serverless-gpu'] as const)(
    'of %s meet their limits',
    placement => {
      // The largest open model stands in for the best.
      expect(findLimits(placement, { quality: 'frontier' })).toEqual([]);
      const withoutSmall = {
        ...languageModels,
        open: languageModels.open.filter(({ quality }) => quality !== 'small'),
      };
      expect(
        findLimits(placement, { quality: 'small' }, { models: withoutSmall }),
      ).toEqual([
        expect.objectContaining({
          id: 'no-such-model',
          field: 'llm.quality',
          value: 'small',
        }),
      ]);
      expect(findLimits(placement, { inputTokens: 200_000 })).toEqual([
        expect.objectContaining({
          id: 'context-window',
          value: 200_300,
          limit: 131_072,
        }),
      ]);
      const oneL4 = {
        ...languageModels,
        gpus: languageModels.gpus
          .filter(({ gpu }) => gpu === 'L4')
          .map(gpu => ({ ...gpu, counts: [1] })),
      };
      const memory = findLimits(
        placement,
        { quality: 'small', inputTokens: 130_000 },
        {
          models: {
            ...oneL4,
            open: oneL4.open.filter(({ model }) => model === 'Qwen3-8B'),
          },
        },
      );
      expect(memory).toEqual([
        expect.objectContaining({
          id: 'gpu-memory',
          unit: 'GB',
          value: expect.closeTo(8.9 + 130_300 * 147_456e-9, 3),
          limit: expect.closeTo(0.9 * 24, 6),
        }),
      ]);
    },
  );
});

describe('serverless GPUs', () => {
  const unawaited = { requirement: undefined, batch: true } as const;

  it('cost a container around the clock where users wait, which then meet no idle one', () => {
    const rare = { requestsPerMonth: 100 };
    const awaited = measured('serverless-gpu', rare);
    const { monthly } = measured('serverless-gpu', { ...rare, ...unawaited });
    expect(awaited.monthly).toBeGreaterThan(20 * monthly);
    expect(awaited.latency.coldStartProbability).toBeLessThan(0.01);
  });

  it('cost little where little happens and nobody waits, and meet cold starts', () => {
    const rare = { requestsPerMonth: 100, ...unawaited };
    const { monthly, latency, setup } = measured('serverless-gpu', rare);
    const alwaysOn = measured('own-gpu', { requestsPerMonth: 100 });
    expect(monthly).toBeLessThan(alwaysOn.monthly / 20);
    expect(latency.coldStartProbability).toBeGreaterThan(0.9);
    expect(latency.firstToken.p50).toBeGreaterThan(latency.coldStartSeconds);
    expect(setup.replicas).toBe(1);
  });

  it('are on all the time where much happens', () => {
    const steady = measured('serverless-gpu', { requestsPerMonth: 1e7 });
    expect(steady.latency.coldStartProbability).toBeLessThan(0.01);
    expect(steady.latency.firstToken.p99).toBeLessThan(2);
    expect(steady.setup.utilisation).toBeGreaterThan(0.3);
  });

  it('count the share of the calls, of which only the first of a request meets a cold start', () => {
    const load = { requestsPerMonth: 100, callsPerTask: 200, ...unawaited };
    const { latency } = measured('serverless-gpu', load);
    expect(latency.coldStartProbability).toBeCloseTo(0.9 / 200, 2);
    expect(latency.firstToken.p99).toBeLessThan(latency.coldStartSeconds);
    expect(latency.response.p50).toBeGreaterThan(latency.coldStartSeconds);
  });

  it('are seldom found off the more requests come', () => {
    const shares = [0, 1e-4, 1e-3, 1e-2, 0.1, 10, 1e6].map(rate =>
      idleColdShare(rate, 60, 65),
    );
    expect(shares[0]).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.every(Number.isFinite)).toBe(true);
    // One request in the time that it stays on.
    expect(idleColdShare(1 / 65, 0, 65)).toBeCloseTo(Math.exp(-1), 9);
  });

  it('start in about the time that was measured', () => {
    const [uncached, cached] = published.coldStarts;
    const seconds = coldStartSeconds(16.1e9, new AssumptionSet());
    expect(seconds).toBeLessThan(uncached.total);
    expect(Math.abs(seconds / cached.total - 1)).toBeLessThan(0.3);
  });

  it('cost more in a chosen region', () => {
    const inRegion = measured('serverless-gpu', { residency: 'region' });
    expect(inRegion.monthly / measured('serverless-gpu').monthly).toBeCloseTo(
      1.25,
    );
  });
});

describe('processors', () => {
  it('run small models, slower than anything else', () => {
    const { setup, latency } = measured('cpu', { quality: 'small' });
    expect(setup).toMatchObject({ precision: 'int4', calibrated: false });
    expect(setup.gpu).toBeUndefined();
    expect(latency.firstToken.p50).toBeGreaterThan(1);
  });

  it('have their limits', () => {
    expect(findLimits('cpu')).toEqual([
      expect.objectContaining({ id: 'no-such-model', value: 'mid' }),
    ]);
    expect(
      findLimits(
        'cpu',
        { quality: 'small', inputTokens: 100_000 },
        { assumptions: { cpuModelMemory: 8 } },
      ),
    ).toEqual([
      expect.objectContaining({ id: 'cpu-memory', limit: expect.closeTo(7.2) }),
    ]);
  });
});

describe('answers from documents', () => {
  it.each(placements)('cost the same beside the model on %s', placement => {
    const load = { quality: 'small', requestsPerMonth: 1e7 } as const;
    const parts = monthlyParts(measured(placement, { ...load, use: 'rag' }));
    expect(parts.embedding).toBeCloseTo(10 * 50 * 0.1);
    expect(parts['vector-store']).toBeCloseTo(5 * 0.33 + 10 * 16);
    expect(measured(placement, load).parts).toHaveLength(1);
  });

  it('cost at least what a store costs', () => {
    const parts = monthlyParts(
      measured('hosted-api', { use: 'rag', requestsPerMonth: 0 }),
    );
    expect(parts).toEqual({ tokens: 0, embedding: 0, 'vector-store': 50 });
  });
});

describe('published break-evens', () => {
  const of = (source: string) =>
    published.breakEvens.find(found => [found.source].flat().includes(source))!;
  const hour = (usd: number) => usd * 730;

  it('of GPT-4o against one g5.xlarge', () => {
    const { requestsPerMonth, tokensPerMonth } = of('cyns').breakEven as {
      requestsPerMonth: number;
      tokensPerMonth: number;
    };
    const perCall = callPrice(
      sold('gpt-4o', 2.5, 10),
      {
        inputTokens: 700,
        outputTokens: 100,
        reusedPrefix: 0,
      },
      0,
    );
    expect(perCall).toBeCloseTo(0.00275, 9);
    const server = 0.634 * 720 + 50 + 20 + 200;
    expect(server / perCall / requestsPerMonth).toBeCloseTo(1, 2);
    expect(((server / perCall) * 800) / tokensPerMonth).toBeCloseTo(1, 2);
  });

  it('of a managed model at 3 USD against an L4 around the clock', () => {
    const perMillion = callPrice(
      sold('managed', 3, 3),
      {
        inputTokens: 5e5,
        outputTokens: 5e5,
        reusedPrefix: 0,
      },
      0,
    );
    expect(515 / perMillion).toBeCloseTo(172, 0);
  });

  it('of 70B on a rented H100, at full and at a tenth of the use', () => {
    const perMillion = (use: number) => (2.5 / (700 * 3600 * use)) * 1e6;
    expect(perMillion(1)).toBeCloseTo(0.99, 2);
    expect(perMillion(0.1)).toBeCloseTo(9.92, 2);
  });

  it('of 3,000 tokens a second around the clock', () => {
    expect((3000 * 86_400) / 1e6).toBeCloseTo(259, 0);
  });

  it.each([
    ['balanced', 2048, 2048, 0.133],
    ['chat', 128, 128, 0.029],
    ['long context', 8192, 512, 0.072],
  ])(
    'of Qwen3-8B on an H100 at 3.49 USD: %s, by what the model says it serves',
    (_, inputTokens, outputTokens, perMillion) => {
      // Nobody waits and the GPU is full, as at the published load.
      const only = {
        ...languageModels,
        open: languageModels.open.filter(({ model }) => model === 'Qwen3-8B'),
        gpus: languageModels.gpus
          .filter(({ gpu }) => gpu === 'H100 80GB')
          .map(gpu => ({ ...gpu, counts: [1] })),
      };
      const { monthly } = measured(
        'own-gpu',
        {
          quality: 'small',
          requestsPerMonth: 1e9,
          inputTokens,
          outputTokens,
          requirement: undefined,
          batch: true,
        },
        {
          models: only,
          assumptions: {
            gpuHourH100: 3.49,
            gpuCommitment: 0,
            utilisation: 1,
          },
        },
      );
      const own = monthly / (1e3 * (inputTokens + outputTokens));
      // The published load keeps a latency, so that it costs the same or more.
      expect(own / perMillion).toBeGreaterThan(0.6);
      expect(own / perMillion).toBeLessThan(1.2);
    },
  );

  it('of Llama 3.3 70B on two H100 against a hosted one', () => {
    const twoH100 = hour(2 * 3.49);
    expect(twoH100).toBeCloseTo(5095, 0);
    const models: LanguageModels = {
      ...selling(sold('llama', 0.59, 0.79)),
      open: languageModels.open.filter(
        ({ model }) => model === 'Llama 3.3 70B',
      ),
      gpus: languageModels.gpus
        .filter(({ gpu }) => gpu === 'H100 80GB')
        .map(gpu => ({ ...gpu, counts: [2] })),
    };
    const at = (placement: Placement, requestsPerMonth: number) =>
      measured(
        placement,
        {
          requestsPerMonth,
          inputTokens: 1000,
          outputTokens: 1000,
          requirement: undefined,
          batch: true,
        },
        {
          models,
          assumptions: {
            gpuHourH100: 3.49,
            gpuCommitment: 0,
            utilisation: 1,
            // The report rents the machines for the month.
            batchHours: 24,
          },
        },
      );
    // 7.4B tokens a month at 0.69 USD for a million.
    const requests = 7.38e9 / 2000;
    expect(
      at('hosted-api', requests).monthly / at('own-gpu', requests).monthly,
    ).toBeCloseTo(1, 2);
    // 32% of what the published throughput could serve, which the model meets within 20%.
    const { utilisation } = at('own-gpu', requests).setup;
    expect(Math.abs(utilisation! / 0.32 - 1)).toBeLessThan(0.2);
    // Against 2 and 10 USD: 849M tokens a month.
    const frontier = callPrice(
      sold('frontier', 2, 10),
      {
        inputTokens: 1000,
        outputTokens: 1000,
        reusedPrefix: 0,
      },
      0,
    );
    expect((twoH100 / frontier) * 2000).toBeCloseTo(849e6, -6);
  });

  it('include every source that shows its arithmetic', () => {
    const reproduced = [
      'cyns',
      'airtrain',
      'dreaming',
      'reducecost',
      'silybench',
      'own',
    ];
    expect(
      published.breakEvens
        .map(({ source }) => [source].flat())
        .filter(sources => !sources.some(found => reproduced.includes(found))),
    ).toEqual([
      // Payback of bought hardware, whose inputs are not given.
      ['pan'],
      ['neuralbase'],
      // The formula alone, which is the one of the tests above.
      ['calcpage'],
    ]);
  });
});

describe('any load', () => {
  const decades = (min: number, max: number) =>
    fc
      .double({ min: Math.log10(min), max: Math.log10(max), noNaN: true })
      .map(exponent => 10 ** exponent);
  const anyLoad: fc.Arbitrary<TokenLoad> = fc
    .record({
      requestsPerMonth: fc.oneof(decades(1, 1e12), fc.constant(0)),
      traffic: fc.constantFrom('steady', 'spiky', 'sporadic'),
      callsPerTask: fc.oneof(fc.constant(1), decades(1, 1e4)),
      inputTokens: decades(0.1, 1e8),
      growth: fc.constantFrom(1, 2),
      outputTokens: decades(0.1, 1e7),
      reusedPrefix: fc.double({ min: 0, max: 1, noNaN: true }),
      quality: fc.constantFrom('small', 'mid', 'frontier'),
      residency: fc.constantFrom('none', 'region', 'own-perimeter'),
      capability: fc.integer({ min: 1, max: 5 }),
      use: fc.constantFrom('chat', 'rag', 'agent', undefined),
      batch: fc.boolean(),
      requirement: fc.option(
        fc.record({
          of: fc.constantFrom('first-token', 'response'),
          seconds: fc.constantFrom(0.1, 1, 2, 60),
        }),
        { nil: undefined },
      ),
    })
    .map(
      ({ growth, ...load }) =>
        ({
          ...load,
          longestInputTokens: growth * load.inputTokens,
          requirement: load.batch ? undefined : load.requirement,
        }) as TokenLoad,
    );
  const usualLoad = anyLoad.map(load => {
    // Within every context window, beyond which models drop out.
    const fits = Math.min(
      1,
      60_000 / (load.longestInputTokens + load.outputTokens),
    );
    return {
      ...load,
      inputTokens: load.inputTokens * fits,
      longestInputTokens: load.longestInputTokens * fits,
      outputTokens: load.outputTokens * fits,
    };
  });
  const measureAny = placementMeasurer(languageModels, new AssumptionSet());

  function numbersOf(value: unknown): number[] {
    if (typeof value === 'number') {
      return [value];
    }
    return typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersOf)
      : [];
  }

  const isOrdered = (...values: number[]) =>
    values.every((value, at) => at === 0 || value >= values[at - 1]);

  /** What is wrong with a measure that cannot be right. */
  function oddities(found: PlacementMeasure): string[] {
    const odd = numbersOf(found).every(Number.isFinite) ? [] : ['not finite'];
    if (found.status === 'impossible') {
      return odd;
    }
    const { monthly, parts, setup, latency } = found;
    const { firstToken, response, tokensPerSecond: rate } = latency;
    const costs = parts.map(part => part.monthly);
    return [
      ...odd,
      ...Object.entries({
        'parts do not sum up':
          monthly !== costs.reduce((all, cost) => all + cost, 0),
        'negative cost': Math.min(...costs) < 0,
        'used beyond its capacity': (setup.utilisation ?? 0) > 1,
        'first token out of order': !isOrdered(
          firstToken.p50,
          firstToken.p95,
          firstToken.p99,
        ),
        'response out of order': !isOrdered(
          response.p50,
          response.p95,
          response.p99,
        ),
        'rate out of order': !isOrdered(rate.p99, rate.p95, rate.p50),
      })
        .filter(([, isOdd]) => isOdd)
        .map(([name]) => name),
    ];
  }

  it('has finite numbers, parts that sum up, and percentiles in order', () => {
    fc.assert(
      fc.property(anyLoad, load => {
        expect(
          placements.flatMap(placement =>
            oddities(measureAny(placement, load)),
          ),
        ).toEqual([]);
      }),
      { numRuns: runs(2000) },
    );
  });

  /** What a load costs; more than anything where it is impossible. */
  function costOf(placement: Placement, load: TokenLoad): number {
    const found = measureAny(placement, load);
    return found.status === 'measured' ? found.monthly : Infinity;
  }

  it.each<[string, (load: TokenLoad, more: number) => TokenLoad]>([
    [
      'requests',
      (load, more) => ({
        ...load,
        requestsPerMonth: load.requestsPerMonth * more,
      }),
    ],
    [
      'input tokens',
      (load, more) => ({
        ...load,
        inputTokens: load.inputTokens * more,
        longestInputTokens: load.longestInputTokens * more,
      }),
    ],
    [
      'output tokens',
      (load, more) => ({ ...load, outputTokens: load.outputTokens * more }),
    ],
    [
      'calls',
      (load, more) => ({ ...load, callsPerTask: load.callsPerTask * more }),
    ],
    [
      'input that is new',
      (load, more) => ({ ...load, reusedPrefix: load.reusedPrefix / more }),
    ],
  ])('costs no less with more %s', (_, larger) => {
    fc.assert(
      fc.property(
        usualLoad,
        fc.double({ min: 1, max: 2, noNaN: true }),
        (load, more) => {
          for (const placement of placements) {
            const before = costOf(placement, load);
            expect(
              costOf(placement, larger(load, more)),
            ).toBeGreaterThanOrEqual(
              before === Infinity ? before : before * (1 - 1e-6),
            );
          }
        },
      ),
      { numRuns: runs(2000) },
    );
  });

  it('costs what the same load costs on its own, whatever was measured before', () => {
    fc.assert(
      fc.property(anyLoad, load => {
        for (const placement of placements) {
          expect(measureAny(placement, load)).toEqual(
            placementMeasurer(languageModels, new AssumptionSet())(
              placement,
              load,
            ),
          );
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('records the assumptions that it used, and no other', () => {
    const usedFor = (placement: Placement) => {
      const assume = new AssumptionSet();
      placementMeasurer(languageModels, assume)(placement, chat);
      return assume.used().map(({ id }) => id);
    };
    expect(usedFor('hosted-api')).not.toContain('gpuHourH100');
    expect(usedFor('own-gpu')).toContain('gpuHourH100');
    expect(usedFor('own-gpu')).not.toContain('hostedQueue');
    expect(usedFor('cpu').filter(id => id.startsWith('gpu'))).toEqual([]);
  });
});

describe('batches', () => {
  it('pay for machines only while those work, and for a run a day at least', () => {
    const rare = { requestsPerMonth: 100, requirement: undefined };
    const batch = measured('own-gpu', { ...rare, batch: true });
    const rented = measured(
      'own-gpu',
      { ...rare, batch: true },
      { assumptions: { batchHours: 24 } },
    );
    expect(batch.monthly).toBeCloseTo(rented.monthly / 24, 5);
    const busy = { requirement: undefined, batch: true, requestsPerMonth: 1e8 };
    expect(measured('own-gpu', busy).monthly).toBe(
      measured('own-gpu', busy, { assumptions: { batchHours: 24 } }).monthly,
    );
  });
});

describe('a tuned model', () => {
  it('may be of the class below', () => {
    const tuned = measured('own-gpu', { isTuned: true });
    const general = measured('own-gpu', { isTuned: false });
    expect(tuned.monthly).toBeLessThan(general.monthly);
    expect(measured('hosted-api', { isTuned: true }).monthly).toBe(
      measured('hosted-api', { isTuned: false }).monthly,
    );
  });
});

describe('setups that cost about the same', () => {
  const needing = (inputTokens: number) =>
    measured('serverless-gpu', {
      quality: 'small',
      inputTokens,
      requirement: { of: 'first-token', seconds: 1 },
    });

  it('count by their cost, the cheapest fully', () => {
    const [first, ...others] = needing(1500).possibleLatencies;
    expect(first.weight).toBe(1);
    expect(others.length).toBeGreaterThan(0);
    for (const { weight } of others) {
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
  });

  it('change together far less than the cheapest, which another one replaces', () => {
    const logRates = (inputTokens: number) => {
      const all = needing(inputTokens).possibleLatencies.map(
        ({ weight, tokensPerSecond }) => ({
          weight,
          rate: Math.log(tokensPerSecond.p99),
        }),
      );
      const weights = all.reduce((sum, { weight }) => sum + weight, 0);
      return {
        cheapest: all[0].rate,
        together:
          all.reduce((sum, { weight, rate }) => sum + weight * rate, 0) /
          weights,
      };
    };
    const largestStep = { cheapest: 0, together: 0 };
    for (let tokens = 500; tokens < 100_000; tokens *= 1.01) {
      const before = logRates(tokens);
      const after = logRates(1.01 * tokens);
      for (const which of ['cheapest', 'together'] as const) {
        const step = Math.abs(after[which] - before[which]);
        largestStep[which] = Math.max(largestStep[which], step);
      }
    }
    expect(largestStep.cheapest).toBeGreaterThan(0.5);
    expect(largestStep.together).toBeLessThan(largestStep.cheapest / 3);
  });

  it('are one where nobody waits', () => {
    expect(
      measured('own-gpu', { requirement: undefined, batch: true })
        .possibleLatencies,
    ).toHaveLength(1);
  });
});

describe('setups at the edge', () => {
  it('are taken to be dearer before they break', () => {
    expect(strainFactor(0.4)).toBe(1);
    expect(strainFactor(0.7)).toBeGreaterThan(1);
    expect(strainFactor(0.999)).toBeCloseTo(8, 1);
    expect(strainFactor(1.01)).toBe(Infinity);
  });
});
