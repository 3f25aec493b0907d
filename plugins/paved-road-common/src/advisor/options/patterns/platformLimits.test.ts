import fc from 'fast-check';
import { anyProfile } from '../../__testUtils__/profiles';
import { defaultModel } from '../DecisionModel';
import { PlatformId, platformIds } from '../../profile/ids';
import { limitPaths } from './platformLimits';
import { Profile, profileSchema } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { getAnswer, questions, withAnswer } from '../../profile/questions';
import { findPlatformLimitVetoes } from '../../choice/vetoes';

const assume = new AssumptionSet();

type Workload = NonNullable<Profile['workload']>;

const vetoesOn = (platform: PlatformId, workload: Partial<Workload>) =>
  findPlatformLimitVetoes(
    profileSchema.parse({ workload }),
    defaultModel.platforms[platform],
    defaultModel,
    assume,
  );
const idsOn = (platform: PlatformId, workload: Partial<Workload>) =>
  vetoesOn(platform, workload).map(({ id }) => id);
const openOn = (platform: PlatformId, workload: Partial<Workload>) =>
  limitPaths(
    profileSchema.parse({ workload }),
    defaultModel.platforms[platform].limits,
    assume,
  );

describe('limits of platforms', () => {
  it('are on the payload only where somebody waits for the answer of a call', () => {
    const large = { dataPerRequestMb: 10 };
    const waiting = { latency: 'interactive', invocation: 'api' } as const;
    expect(vetoesOn('aws-lambda', { ...large, ...waiting })).toMatchObject([
      {
        id: 'payload',
        field: 'workload.dataPerRequestMb',
        value: 10,
        limit: 6,
        unit: 'MB',
        liftedBy: expect.arrayContaining([
          'references to stored data instead of payloads',
          'Google Cloud Run',
        ]),
      },
    ]);
    expect(idsOn('google-cloud-run', { ...large, ...waiting })).toEqual([]);
    expect(
      idsOn('aws-lambda', { ...large, ...waiting, invocation: 'event' }),
    ).toEqual([]);
    expect(
      idsOn('aws-lambda', { ...large, ...waiting, latency: 'near-real-time' }),
    ).toEqual([]);
    expect(idsOn('aws-lambda', large)).toEqual([]);
  });

  it('count concurrent runs at the peak, where work cannot wait', () => {
    // 4e9 a month are 1,522 a second: 22,831 runs of 15 s on average
    const busy = { requestsPerMonth: 4e9, inferenceMs: 15_000 };
    const spiky = { ...busy, traffic: 'spiky' } as const;
    expect(
      vetoesOn('aws-lambda', { ...spiky, latency: 'near-real-time' }),
    ).toMatchObject([
      {
        id: 'concurrency',
        field: 'workload.requestsPerMonth',
        value: 182_649,
        limit: 30_000,
        liftedBy: expect.arrayContaining(['a queue in front']),
      },
    ]);
    expect(idsOn('aws-lambda', { ...spiky, latency: 'batch' })).toEqual([]);
    expect(idsOn('aws-lambda', busy)).toEqual([]);
    expect(openOn('aws-lambda', { ...busy, accelerator: 'none' })).toEqual(
      expect.arrayContaining(['workload.traffic', 'workload.latency']),
    );
    expect(idsOn('sagemaker-serverless', busy)).toContain('concurrency');
  });

  it('are on the memory of the GPU for what needs one', () => {
    const large = { memoryGb: 40, modelSizeGb: 36 };
    const managed = 'aws-lambda-managed-instances';
    expect(idsOn(managed, { ...large, accelerator: 'gpu' })).toEqual([]);
    expect(idsOn(managed, { ...large, accelerator: 'none' })).toEqual([
      'model-size',
      'memory',
    ]);
    expect(idsOn(managed, large)).toEqual([]);
    expect(openOn(managed, large)).toContain('workload.accelerator');
    expect(
      vetoesOn(managed, { memoryGb: 50, accelerator: 'gpu' }),
    ).toMatchObject([
      {
        id: 'memory',
        limit: 48,
        liftedBy: expect.arrayContaining(['Google Cloud Run']),
      },
    ]);
    expect(idsOn('aws-lambda', { memoryGb: 24, accelerator: 'gpu' })).toEqual([
      'memory',
      'accelerator',
    ]);
  });

  it('are on the time of an answer, or of any run', () => {
    const long = { inferenceMs: 300_000 };
    expect(
      vetoesOn('azure-functions-flex', { ...long, invocation: 'api' }),
    ).toMatchObject([{ id: 'run-time', value: 300, limit: 230 }]);
    expect(
      idsOn('azure-functions-flex', { ...long, invocation: 'event' }),
    ).toEqual([]);
    expect(openOn('azure-functions-flex', long)).toContain(
      'workload.invocation',
    );
    expect(
      idsOn('aws-lambda-managed-instances', {
        inferenceMs: 5_000_000,
        invocation: 'event',
      }),
    ).toEqual([]);
    expect(
      idsOn('aws-lambda', { inferenceMs: 5_000_000, invocation: 'event' }),
    ).toEqual(['run-time']);
  });

  it('rule out waiting for an answer that is fetched later', () => {
    expect(
      vetoesOn('sagemaker-async', { latency: 'interactive' }),
    ).toMatchObject([
      { id: 'answers-later', value: 'interactive', limit: 'near-real-time' },
    ]);
    expect(idsOn('sagemaker-async', { latency: 'batch' })).toEqual([]);
  });

  it('name only other platforms that can run it all', () => {
    const [{ liftedBy, text }] = vetoesOn('aws-lambda', {
      inferenceMs: 1_000_000,
      invocation: 'api',
      latency: 'near-real-time',
    });
    expect(liftedBy).toEqual([
      'a shorter inference, or work split into steps',
      'Google Cloud Run',
      'Amazon SageMaker asynchronous inference (callers do not wait)',
      'Knative on your own cluster',
    ]);
    expect(text).toMatch(
      /^AWS Lambda: run time 17 min, limit 15 min\. Lifted by /,
    );
  });

  it('are not asked about where no answer can break them', () => {
    expect(openOn('knative', {})).toEqual([]);
    expect(
      openOn('aws-lambda', {
        modelSizeGb: 1,
        memoryGb: 2,
        accelerator: 'none',
        inferenceMs: 100,
        requestsPerMonth: 1e6,
        latency: 'batch',
      }),
    ).toEqual([]);
  });

  it('stay broken whatever open answers turn out to be, and can only be broken by what is asked', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.constantFrom(...platformIds),
        fc.subarray([...questions]),
        (profile, platform, opened) => {
          const asked = opened.reduce(
            (some, { path }) => withAnswer(some, path, undefined),
            profile,
          );
          const { limits } = defaultModel.platforms[platform];
          const idsOf = (one: Profile) =>
            findPlatformLimitVetoes(
              one,
              defaultModel.platforms[platform],
              defaultModel,
              assume,
            ).map(({ id }) => id);
          const [all, known] = [idsOf(profile), idsOf(asked)];
          expect(all).toEqual(expect.arrayContaining(known));
          const paths = limitPaths(asked, limits, assume);
          for (const path of paths) {
            expect(getAnswer(asked, path)).toBeUndefined();
          }
          expect(all.length === known.length || paths.length > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
