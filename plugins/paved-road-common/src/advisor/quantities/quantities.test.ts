import fc from 'fast-check';
import { plainPatterns } from '../profile/patterns';
import { assumptions } from './assumptions';
import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability, idleColdProbability } from './coldStart';
import { breakEvenVolume } from './quantify';
import { monthlyCost } from './economics';
import { formatSeconds } from './format';
import { functionPrices } from './serverlessCost';
import { computeInstanceShare, sizeFor } from './sizing';
import { estimateLoad } from './load';
import { PerUsePricing, platformModels } from './platforms';
import {
  erlangB,
  erlangC,
  fractionalServersFor,
  serversFor,
  waitQuantiles,
  waitTail,
} from './queueing';
import { Workload } from './workload';

const assume = new AssumptionSet();
const lambda = platformModels['aws-lambda'];
const allPlatforms = Object.values(platformModels);

describe('queueing', () => {
  it('agrees with the published value of Erlang C', () => {
    expect(erlangC(3, 2)).toBeCloseTo(0.4444, 4);
  });

  it('agrees with the recursion that defines Erlang B', () => {
    const byRecursion = (servers: number, load: number) => {
      let blocked = 1;
      for (let m = 1; m <= servers; m++) {
        blocked = (load * blocked) / (m + load * blocked);
      }
      return blocked;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        (servers, load) => {
          const expected = byRecursion(servers, load);
          expect(Math.abs(erlangB(servers, load) - expected)).toBeLessThan(
            1e-9 * Math.max(expected, 1e-3),
          );
        },
      ),
    );
  });

  it('sizes 20 requests a second of 0.2 s within 0.5 s to 6 servers', () => {
    const target = { waitSeconds: 0.3, tail: 0.05 };
    expect(serversFor(20, 0.2, target)).toBe(6);
    expect(
      waitTail({ servers: 5, rate: 20, serviceSeconds: 0.2 }, 0.3),
    ).toBeCloseTo(0.12, 2);
  });

  it('finds the smallest number of servers, also as a fraction that grows with the rate', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 5000, noNaN: true }),
        fc.double({ min: 1, max: 1.5, noNaN: true }),
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (rate, more, serviceSeconds, waitSeconds) => {
          const target = { waitSeconds, tail: 0.01 };
          const servers = serversFor(rate, serviceSeconds, target);
          const tailWith = (count: number) =>
            waitTail({ servers: count, rate, serviceSeconds }, waitSeconds);
          expect(tailWith(servers)).toBeLessThanOrEqual(target.tail);
          expect(tailWith(servers - 1)).toBeGreaterThan(target.tail);
          const fraction = fractionalServersFor(rate, serviceSeconds, target);
          expect(Math.ceil(fraction - 1e-9)).toBe(servers);
          expect(
            fractionalServersFor(rate * more, serviceSeconds, target),
          ).toBeGreaterThanOrEqual(fraction * (1 - 1e-9));
        },
      ),
    );
  });

  it('goes over to the limit for many servers without a break', () => {
    const load = 1e5;
    for (const servers of [load + 300, load + 900]) {
      const exact = erlangB(servers, load);
      const limit = erlangB(servers, load * (1 + 1e-12));
      expect(limit / exact).toBeCloseTo(1, 1);
    }
    expect(
      serversFor(load * 1.01, 1, { waitSeconds: 1, tail: 0.01 }),
    ).toBeGreaterThan(
      serversFor(load * 0.99, 1, { waitSeconds: 1, tail: 0.01 }),
    );
  });

  it('inverts the tail of the wait', () => {
    const pool = { servers: 5, rate: 20, serviceSeconds: 0.2 };
    expect(waitTail(pool, waitQuantiles(pool)(0.95))).toBeCloseTo(0.05, 9);
    expect(waitQuantiles({ ...pool, servers: 20 })(0.95)).toBe(0);
  });
});

describe('cold starts', () => {
  it.each([
    ['one call an hour', 1 / 3600, '0.846'],
    ['one call every ten minutes', 1 / 600, '0.368'],
    ['one call a minute', 1 / 60, '0.0000454'],
  ])('agrees with the published probability for %s', (_, rate, expected) => {
    expect(idleColdProbability(rate, 600).toPrecision(3)).toBe(expected);
  });

  it('meets more of them at the same volume when traffic comes in bursts', () => {
    const probability = (traffic: 'steady' | 'spiky' | 'sporadic') =>
      functionColdProbability(
        estimateLoad(100_000, traffic, assume),
        0.5,
        lambda,
        assume,
      );
    expect(probability('spiky')).toBeGreaterThan(probability('steady'));
    expect(probability('sporadic')).toBeGreaterThan(probability('spiky'));
  });
});

describe('economics', () => {
  const workload: Workload = {
    requestsPerMonth: 1e6,
    inferenceSeconds: 0.1,
    memoryGb: 1.769,
    traffic: 'steady',
    accelerator: 'none',
    invocation: 'api',
    coldSeconds: 0,
    dataGb: 0,
    services: 1,
    backgroundShare: 0,
  };
  const costOf = (
    pattern: (typeof plainPatterns)[number],
    change: Partial<Workload>,
    platform = lambda,
  ) => {
    const cost = monthlyCost(
      pattern,
      { ...workload, ...change },
      platform,
      assume,
    );
    if (cost.status !== 'priced') {
      throw new Error(`${cost.assumption} has no price`);
    }
    return cost;
  };
  const partsOf = (...args: Parameters<typeof costOf>) =>
    Object.fromEntries(
      costOf(...args).parts.map(({ id, monthly }) => [id, monthly]),
    );

  it.each([
    [0.1, 33.6e6],
    [0.5, 7.1e6],
  ])(
    'agrees with the published break-even of two instances and %d s',
    (seconds, volume) => {
      const { monthly } = computeInstanceShare(
        4,
        'none',
        // The instance of the published value, c7g.large.
        new AssumptionSet({ cpuInstanceHour: 0.0725 }),
      );
      const twoInstances = 2 * monthly!;
      expect(twoInstances).toBeCloseTo(105.85, 2);
      const { request, second } = functionPrices(
        lambda.pricing as PerUsePricing,
        1.769,
        assume,
      );
      expect(twoInstances / (request + seconds * second) / volume).toBeCloseTo(
        1,
        2,
      );
    },
  );

  it('gives a small function the processor that it needs, at a price', () => {
    const parts = partsOf('serverless', {
      requestsPerMonth: 1e8,
      memoryGb: 0.128,
    });
    expect(parts.requests + parts['run-time']).toBeCloseTo(315, 0);
  });

  it('bills a GPU by the instance that it is in, for as long as that is on', () => {
    const gpu = { accelerator: 'gpu', memoryGb: 16 } as const;
    const instances = (
      change: Partial<Workload>,
      id: keyof typeof platformModels,
    ) =>
      partsOf('serverless', { ...gpu, ...change }, platformModels[id])
        .instances;
    expect(instances({}, 'google-cloud-run') / 760).toBeCloseTo(1, 1);
    expect(instances({}, 'azure-container-apps') / 4638).toBeCloseTo(1, 2);
    // ml.g6.xlarge
    expect(instances({}, 'sagemaker-async') / 730).toBeCloseTo(1.1267, 3);
    // Three instances of g6.xlarge, and the fee
    expect(instances({}, 'aws-lambda-managed-instances')).toBeCloseTo(
      3 * 0.8048 * 730 * 1.15,
      6,
    );
    expect(
      instances(
        { requestsPerMonth: 100, traffic: 'sporadic' },
        'google-cloud-run',
      ),
    ).toBeLessThan(76);
    expect(
      monthlyCost('serverless', { ...workload, ...gpu }, lambda, assume),
    ).toEqual({ status: 'no-price', assumption: 'serverlessGpuHour' });
  });

  it('lets functions hand over through a store, which one published bill was about', () => {
    const parts = partsOf('serverless', {
      requestsPerMonth: 5e8,
      dataGb: 0.001,
    });
    expect(parts['hand-over']).toBeCloseTo(2700, 6);
    expect(
      partsOf('serverless', { dataGb: 0.00001 })['hand-over'],
    ).toBeLessThan(partsOf('serverless', { dataGb: 0.001 })['hand-over']);
  });

  it('finds the volume where the curves cross', () => {
    const breakEven = breakEvenVolume(workload, lambda, assume)!;
    const premiumAt = (requestsPerMonth: number) =>
      costOf('serverless', { requestsPerMonth }).monthly -
      Math.min(
        costOf('monolith', { requestsPerMonth }).monthly,
        costOf('microservices', { requestsPerMonth }).monthly,
      );
    expect(premiumAt(breakEven * 0.99)).toBeLessThan(0);
    expect(premiumAt(breakEven * 1.01)).toBeGreaterThan(0);
  });

  it('has parts for what makes services more expensive than their instances', () => {
    const parts = partsOf('microservices', { dataGb: 0.001, services: 3 });
    expect(parts).toMatchObject({
      cluster: 18.25,
      // 2 x 0.01 USD x 1,000 GB x half of them
      transfer: 10,
    });
    // Two more services of two replicas, each a quarter of an instance
    expect(parts['further-services']).toBeCloseTo(0.08925 * 730, 6);
    expect(partsOf('microservices', { services: 1 })['further-services']).toBe(
      0,
    );
  });

  it('keeps functions warm, at a price, where a start would break the requirement', () => {
    const idsWith = (change: Partial<Workload>) =>
      Object.keys(
        partsOf('serverless', {
          requestsPerMonth: 50_000,
          traffic: 'sporadic',
          coldSeconds: 5,
          ...change,
        }),
      );
    expect(idsWith({ requirement: 1 })).toContain('provisioned');
    expect(idsWith({ requirement: 10 })).not.toContain('provisioned');
    expect(idsWith({})).not.toContain('provisioned');
  });

  it('prices every platform in its own way', () => {
    const monthly = allPlatforms.map(
      platform => costOf('serverless', {}, platform).monthly,
    );
    expect(new Set(monthly).size).toBe(monthly.length);
    const runTime = (platform: keyof typeof platformModels) =>
      partsOf('serverless', {}, platformModels[platform])['run-time'];
    expect(runTime('aws-lambda')).toBeCloseTo(
      1e6 * 0.1 * 1.769 * 0.0000166667,
      6,
    );
    // At least one second of 2 GB
    expect(runTime('azure-functions-flex')).toBeCloseTo(52, 6);
    expect(runTime('azure-container-apps')).toBeCloseTo(
      1e5 * (1.769 * 0.000003 + 0.000024),
      6,
    );
    expect(runTime('sagemaker-serverless')).toBeCloseTo(
      1e5 * 1.769 * 0.00002,
      6,
    );
  });

  describe('of any workload', () => {
    const between = (min: number, max: number) =>
      fc
        .double({ min: Math.log(min), max: Math.log(max), noNaN: true })
        .map(Math.exp);
    const anyWorkload: fc.Arbitrary<Workload> = fc.record(
      {
        requestsPerMonth: between(1, 1e11),
        inferenceSeconds: between(1e-3, 1e3),
        memoryGb: between(0.05, 100),
        traffic: fc.constantFrom('steady', 'spiky', 'sporadic'),
        accelerator: fc.constantFrom('none', 'gpu'),
        invocation: fc.constantFrom('in-app', 'api', 'event'),
        requirement: fc.constantFrom(0.1, 1, 60),
        coldSeconds: between(0.1, 100),
        dataGb: between(1e-7, 1),
        services: fc.integer({ min: 1, max: 20 }),
        backgroundShare: fc.constantFrom(0, 0.1, 0.5),
      },
      {
        requiredKeys: [
          'requestsPerMonth',
          'inferenceSeconds',
          'memoryGb',
          'traffic',
          'accelerator',
          'invocation',
          'coldSeconds',
          'dataGb',
          'services',
          'backgroundShare',
        ],
      },
    );
    const anyPattern = fc.constantFrom(...plainPatterns);
    const anyPlatform = fc.constantFrom(...allPlatforms);
    const anyGrowing = fc.constantFrom(
      'requestsPerMonth',
      'inferenceSeconds',
      'memoryGb',
      'dataGb',
    );
    const priced = (
      pattern: (typeof plainPatterns)[number],
      of: Workload,
      platform: (typeof allPlatforms)[number],
    ) => {
      const cost = monthlyCost(pattern, of, platform, assume);
      return cost.status === 'priced' ? cost : undefined;
    };

    it('never costs less for more, nor takes fewer replicas', () => {
      fc.assert(
        fc.property(
          anyPattern,
          anyPlatform,
          anyWorkload,
          anyGrowing,
          between(1, 100),
          (pattern, platform, less, field, factor) => {
            const more = { ...less, [field]: less[field] * factor };
            const before = priced(pattern, less, platform);
            const after = priced(pattern, more, platform);
            fc.pre(before !== undefined && after !== undefined);
            expect(after.monthly).toBeGreaterThanOrEqual(
              before.monthly * (1 - 1e-9),
            );
            // With more memory, a replica takes more of an instance.
            const fewer =
              field !== 'memoryGb' &&
              (after.replicas ?? 0) < (before.replicas ?? 0);
            expect(fewer).toBe(false);
          },
        ),
        { numRuns: 3000 },
      );
    });

    it('costs hardly more for hardly more', () => {
      fc.assert(
        fc.property(
          anyPattern,
          anyPlatform,
          anyWorkload,
          anyGrowing,
          (pattern, platform, less, field) => {
            const more = { ...less, [field]: less[field] * (1 + 1e-6) };
            const before = priced(pattern, less, platform);
            const after = priced(pattern, more, platform);
            fc.pre(before !== undefined && after !== undefined);
            expect(after.monthly / before.monthly).toBeLessThan(1 + 1e-4);
          },
        ),
        { numRuns: 3000 },
      );
    });

    it('pays in functions at least what services pay for data between stages', () => {
      fc.assert(
        fc.property(anyPlatform, anyWorkload, (platform, some) => {
          const forData = (pattern: 'microservices' | 'serverless') => {
            const withIt = priced(pattern, some, platform);
            const without = priced(pattern, { ...some, dataGb: 0 }, platform);
            return withIt && without && withIt.monthly - without.monthly;
          };
          const [services, functions] = [
            forData('microservices'),
            forData('serverless'),
          ];
          fc.pre(services !== undefined && functions !== undefined);
          expect(functions).toBeGreaterThanOrEqual(services - 1e-3);
        }),
        { numRuns: 1000 },
      );
    });

    it('never uses a pool beyond its cap', () => {
      fc.assert(
        fc.property(
          between(1e-6, 1e5),
          between(1e-3, 1e3),
          fc.option(between(0.05, 60), { nil: undefined }),
          (rate, seconds, requirement) => {
            const size = sizeFor({ seconds, requirement }, rate, assume);
            expect((rate * seconds) / size).toBeLessThanOrEqual(
              assume.get('utilisation') * (1 + 1e-9),
            );
          },
        ),
      );
    });
  });
});

it('formats a duration in the unit that is read at once', () => {
  expect([0.08, 1.5, 119, 120, 900, 7200, 86400].map(formatSeconds)).toEqual([
    '80 ms',
    '1.5 s',
    '120 s',
    '2 min',
    '15 min',
    '2 h',
    '24 h',
  ]);
});

describe('the table of assumptions', () => {
  const named = <T extends { title: string }>(rows: readonly T[]) =>
    rows.map(row => [row.title, row] as const);
  const ours = assumptions.filter(({ kind }) => kind === 'our-assumption');
  const published = assumptions.filter(({ kind }) =>
    ['list-price', 'published-limit', 'published-measurement'].includes(kind),
  );
  const estimated = assumptions.filter(({ kind }) => kind === 'estimated');

  it('has a kind for each number', () => {
    expect(ours.length + published.length + estimated.length).toBe(
      assumptions.length,
    );
  });

  it.each(named([...published, ...allPlatforms]))(
    'has a source, a page and a date for %s',
    (_, { source, url, date }) => {
      expect(source).not.toBe('');
      expect(url).toMatch(/^https:\/\//);
      expect(date).toMatch(/^20\d\d-\d\d$/);
    },
  );

  it.each(named(estimated))('has a method and a date for %s', (_, row) => {
    expect(row.source).toMatch(/bench trust/);
    expect(row.date).toMatch(/^20\d\d-\d\d$/);
  });

  it.each(named(ours.filter(({ value }) => value !== undefined)))(
    'has a source and a range for %s',
    (_, { source, range }) => {
      expect(source).not.toBe('');
      expect(range).toHaveLength(2);
    },
  );

  it.each(named(assumptions.filter(({ range }) => range)))(
    'has a value within the range of %s',
    (_, { value, range }) => {
      expect(value).toBeGreaterThanOrEqual(range![0]);
      expect(value).toBeLessThanOrEqual(range![1]);
    },
  );
});
