import fc from 'fast-check';
import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability, idleColdProbability } from './coldStart';
import { breakEvenVolume } from './breakEvenVolume';
import { MonthlyCost } from './costParts';
import { monthlyCost } from './economics';
import { loadOf } from './load';
import { platformModels } from './platforms';
import {
  erlangB,
  erlangC,
  fractionalServersFor,
  serversFor,
  waitQuantile,
  waitTail,
} from './queueing';
import { Workload } from './workload';

const assume = new AssumptionSet();

const totalOf = (cost: MonthlyCost): number | undefined =>
  cost.status === 'priced' ? cost.monthly : undefined;
const lambda = platformModels['aws-lambda'];

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
    expect(waitTail(pool, waitQuantile(pool, 0.95))).toBeCloseTo(0.05, 9);
    expect(waitQuantile({ ...pool, servers: 20 }, 0.95)).toBe(0);
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
        loadOf(100_000, traffic, assume),
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
    requestsPerMonth: 1,
    inferenceSeconds: 0.1,
    memoryGb: 1.769,
    traffic: 'steady',
    accelerator: 'none',
    coldSeconds: 0,
    dataGb: 0,
  };
  const costAt = (
    pattern: 'monolith' | 'microservices' | 'serverless',
    change: Partial<Workload>,
    platform = lambda,
  ) =>
    totalOf(
      monthlyCost(pattern, { ...workload, ...change }, platform, assume),
    )!;

  it.each([
    [0.1, 33.6e6],
    [0.5, 7.1e6],
  ])(
    'agrees with the published break-even of two instances and %d s',
    (inferenceSeconds, volume) => {
      const twoInstances = costAt('monolith', { requestsPerMonth: 0 });
      expect(twoInstances).toBeCloseTo(105.85, 2);
      const each =
        (costAt('serverless', { inferenceSeconds, requestsPerMonth: 1e9 }) -
          costAt('serverless', { inferenceSeconds, requestsPerMonth: 5e8 })) /
        5e8;
      expect(twoInstances / each / volume).toBeCloseTo(1, 2);
    },
  );

  it('finds the volume where the curves cross', () => {
    const breakEven = breakEvenVolume(workload, lambda, assume)!;
    const premiumAt = (requestsPerMonth: number) =>
      costAt('serverless', { requestsPerMonth }) -
      Math.min(
        costAt('monolith', { requestsPerMonth }),
        costAt('microservices', { requestsPerMonth }),
      );
    expect(premiumAt(breakEven * 0.99)).toBeLessThan(0);
    expect(premiumAt(breakEven * 1.01)).toBeGreaterThan(0);
  });

  it('has parts for what makes services more expensive than their instances', () => {
    const cost = monthlyCost(
      'microservices',
      { ...workload, requestsPerMonth: 1e6, dataGb: 0.001 },
      lambda,
      assume,
    );
    expect(cost.status === 'priced' && cost.parts).toEqual([
      expect.objectContaining({ id: 'instances', monthly: 105.85 }),
      expect.objectContaining({ id: 'cluster', monthly: 18.25 }),
      expect.objectContaining({ id: 'supporting-services' }),
      // 2 x 0.01 USD x 1,000 GB x 2 hops x half of them
      expect.objectContaining({ id: 'transfer', monthly: 20 }),
    ]);
  });

  it('keeps functions warm, at a price, where a start would break the requirement', () => {
    const idsWith = (change: Partial<Workload>) => {
      const cost = monthlyCost(
        'serverless',
        {
          ...workload,
          requestsPerMonth: 50_000,
          traffic: 'sporadic',
          coldSeconds: 5,
          ...change,
        },
        lambda,
        assume,
      );
      return cost.status === 'priced' ? cost.parts.map(({ id }) => id) : [];
    };
    expect(idsWith({ requirement: 1 })).toContain('provisioned');
    expect(idsWith({ requirement: 60 })).not.toContain('provisioned');
    expect(idsWith({ requirement: 10 })).not.toContain('provisioned');
    expect(idsWith({})).not.toContain('provisioned');
  });

  it('prices every platform in its own way', () => {
    const monthly = Object.values(platformModels).map(platform =>
      costAt('serverless', { requestsPerMonth: 1e6 }, platform),
    );
    expect(new Set(monthly).size).toBe(monthly.length);
    // 1 M x (1.769 GB x 0.1 s x price + request), no cold starts at this volume
    expect(costAt('serverless', { requestsPerMonth: 1e6 })).toBeCloseTo(
      1e6 * (1.769 * 0.1 * 0.0000166667 + 0.2e-6),
      6,
    );
    // At least one second of 2 GB
    expect(
      costAt(
        'serverless',
        { requestsPerMonth: 1e6 },
        platformModels['azure-functions-flex'],
      ),
    ).toBeCloseTo(52, 6);
  });
});
