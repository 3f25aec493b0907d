import fc from 'fast-check';
import { profileSchema } from '../profile/profile';
import { AdviceRequest, adviceRequestSchema } from '../profile/request';
import { Profile } from '../profile/profile';
import { platformIds } from '../profile/ids';
import { patterns } from '../profile/patterns';

/**
 * How many generated cases a property meets that takes seconds with `all` of them. `./dev test` tries a share,
 * another one each time, and prints the seed of a failure; `./dev properties` tries all.
 */
export const runs = (all: number): number =>
  Math.ceil(all * Number(process.env.PROPERTY_SHARE ?? 0.25));

const open = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 5 });

/** Numbers over many decades, with the ends that break formulas. */
const decades = (min: number, max: number) =>
  fc.oneof(
    fc
      .double({
        min: Math.log10(Math.max(min, 1e-6)),
        max: Math.log10(max),
        noNaN: true,
      })
      .map(exponent => Math.min(max, Math.max(min, 10 ** exponent))),
    fc.constantFrom(min, max),
  );

const step = fc.integer({ min: 1, max: 5 });

/** Valid profiles: any answer may be open, numbers reach the ends of their domains. */
export const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    team: fc.record({
      devopsMaturity: open(step),
      distributedExperience: open(
        fc.constantFrom('none', 'some', 'production'),
      ),
      teamSize: open(fc.integer({ min: 1, max: 300 })),
      parallelTeams: open(fc.integer({ min: 1, max: 20 })),
    }),
    product: fc.record({
      driver: open(fc.constantFrom('time-to-market', 'scale', 'cost')),
      roadmap: open(fc.constantFrom('stable', 'evolving', 'pivot-likely')),
      budgetFocus: open(
        fc.constantFrom('operations', 'balanced', 'per-transaction'),
      ),
    }),
    workload: fc.record({
      traffic: open(fc.constantFrom('steady', 'spiky', 'sporadic')),
      requestsPerMonth: open(decades(0, 1e12)),
      latency: open(
        fc.constantFrom('realtime', 'interactive', 'near-real-time', 'batch'),
      ),
      inferenceMs: open(decades(0.001, 86_400_000)),
      modelSizeGb: open(decades(0, 100_000)),
      memoryGb: open(decades(0.001, 100_000)),
      accelerator: open(fc.constantFrom('none', 'gpu', 'tpu')),
      invocation: open(fc.constantFrom('in-app', 'api', 'event')),
      dataPerRequestMb: open(decades(0, 1_000_000)),
      backgroundWork: open(fc.constantFrom('none', 'some', 'substantial')),
    }),
    growth: fc.record({
      users: open(decades(1, 1_000_000)),
      data: open(decades(1, 1_000_000)),
      models: open(fc.integer({ min: 1, max: 1000 })),
      experimentation: open(step),
    }),
  })
  .map(profile => profileSchema.parse(profile));

/** Valid requests with platforms, decisions and weights of all kinds. */
export const anyRequest: fc.Arbitrary<AdviceRequest> = fc
  .record({
    profile: anyProfile,
    platform: open(fc.constantFrom(...platformIds)),
    decision: open(fc.constantFrom(...patterns)),
    weights: open(
      fc.record({
        'team-autonomy': fc.double({ min: 0, max: 5, noNaN: true }),
        'cost-at-volume': fc.double({ min: 0, max: 5, noNaN: true }),
      }),
    ),
  })
  .map(request => adviceRequestSchema.parse(request));
