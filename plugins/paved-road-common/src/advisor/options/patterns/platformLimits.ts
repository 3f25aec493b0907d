import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { estimateLoad, monthSeconds, Traffic } from '../../quantities/load';
import { PlatformLimits } from '../../quantities/platforms';
import { Accelerator } from '../../quantities/workload';
import { isOpen, QuestionPath } from '../../profile/questions';

/** How to treat open answers: as keeping a limit if possible, or as breaking it if possible. */
type OpenAs = 'kept' | 'broken';

type Answers = NonNullable<Profile['workload']>;
type Latency = NonNullable<Answers['latency']>;

interface Needs {
  accelerator: Accelerator;
  latency: Latency;
  modelGb: number;
  memoryGb: number;
  /** The memory limit that applies to the model: of an instance, or of a GPU. */
  memoryLimitGb: number;
  /** Of one run. */
  seconds: number;
  payloadMb: number;
  /** At a time. */
  runs: number;
  /** Whether the response is returned on the connection of the call. */
  isCall: boolean;
  /** Whether someone waits for it. */
  isAwaited: boolean;
}

interface Comparison {
  value: number | string;
  limit: number | string;
  isBroken: boolean;
}

interface LimitRule {
  id: string;
  /** The answer that it is about. */
  field: QuestionPath;
  what: string;
  unit?: string;
  remedies: readonly string[];
  /** The answers that determine whether the limit is broken. */
  paths(limits: PlatformLimits): QuestionPath[];
  compare(needs: Needs, limits: PlatformLimits): Comparison;
}

/** A limit that a workload breaks on a platform, with its numbers. */
export type BrokenLimit = LimitRule & Comparison;

const noLimit = Infinity;

/** The longest inference that can be answered, in seconds. */
const longest = 86_400;

const traffics: readonly Traffic[] = ['steady', 'spiky', 'sporadic'];

function atMost(value: number, limit: number): Comparison {
  return { value, limit, isBroken: value > limit };
}

const memoryPaths = ({ gpuMemoryGb }: PlatformLimits): QuestionPath[] =>
  gpuMemoryGb === undefined ? [] : ['workload.accelerator'];

const rules: readonly LimitRule[] = [
  {
    id: 'model-size',
    field: 'workload.modelSizeGb',
    what: 'model',
    unit: 'GB',
    remedies: ['a smaller or quantised model'],
    paths: limits => ['workload.modelSizeGb', ...memoryPaths(limits)],
    compare: ({ modelGb, memoryLimitGb }, limits) =>
      atMost(modelGb, Math.min(limits.modelGb ?? noLimit, memoryLimitGb)),
  },
  {
    id: 'memory',
    field: 'workload.memoryGb',
    what: 'memory',
    unit: 'GB',
    remedies: ['less memory per instance'],
    paths: limits => ['workload.memoryGb', ...memoryPaths(limits)],
    compare: ({ memoryGb, memoryLimitGb }) => atMost(memoryGb, memoryLimitGb),
  },
  {
    id: 'run-time',
    field: 'workload.inferenceMs',
    what: 'run time',
    unit: 's',
    remedies: ['a shorter inference, or work split into steps'],
    paths: ({ answerSeconds }) => [
      'workload.inferenceMs',
      ...(answerSeconds === undefined ? [] : ['workload.invocation' as const]),
    ],
    compare: ({ seconds, isCall }, limits) =>
      atMost(
        seconds,
        Math.min(
          limits.seconds ?? noLimit,
          (isCall ? limits.answerSeconds : undefined) ?? noLimit,
        ),
      ),
  },
  {
    id: 'accelerator',
    field: 'workload.accelerator',
    what: 'accelerator',
    remedies: ['inference that is fast enough without an accelerator'],
    paths: () => ['workload.accelerator'],
    compare: ({ accelerator }, { accelerators }) => ({
      value: accelerator,
      limit: accelerators.join(', ') || 'none',
      isBroken: accelerator !== 'none' && !accelerators.includes(accelerator),
    }),
  },
  {
    id: 'payload',
    field: 'workload.dataPerRequestMb',
    what: 'payload of a call with a waiting caller',
    unit: 'MB',
    remedies: ['references to stored data instead of payloads'],
    paths: () => [
      'workload.dataPerRequestMb',
      'workload.latency',
      'workload.invocation',
    ],
    compare: ({ payloadMb, isCall, isAwaited }, limits) =>
      atMost(
        payloadMb,
        isCall && isAwaited ? (limits.payloadMb ?? noLimit) : noLimit,
      ),
  },
  {
    id: 'concurrency',
    field: 'workload.requestsPerMonth',
    what: 'concurrent runs',
    remedies: ['a queue in front', 'a shorter inference', 'a higher quota'],
    paths: () => [
      'workload.requestsPerMonth',
      'workload.inferenceMs',
      'workload.traffic',
      'workload.latency',
    ],
    compare: ({ runs }, limits) =>
      atMost(Math.ceil(runs), limits.concurrency ?? noLimit),
  },
  {
    id: 'answers-later',
    field: 'workload.latency',
    what: 'latency',
    remedies: ["callers that don't wait"],
    paths: () => ['workload.latency'],
    compare: ({ latency, isAwaited }, { answersLater }) => ({
      value: latency,
      limit: 'near-real-time',
      isBroken: answersLater === true && isAwaited,
    }),
  },
];

/** The needs with open answers at their minimum (limits are kept) or maximum (limits are broken). */
function fillOpenNeeds(
  answers: Answers,
  limits: PlatformLimits,
  assume: AssumptionSet,
  open: OpenAs,
): Needs {
  const kept = open === 'kept';
  const size = kept ? 0 : Infinity;
  const latency = answers.latency ?? (kept ? 'batch' : 'realtime');
  const invocation = answers.invocation ?? (kept ? 'event' : 'api');
  return {
    accelerator:
      answers.accelerator ?? (kept ? 'none' : hardestAccelerator(limits)),
    latency,
    modelGb: answers.modelSizeGb ?? size,
    memoryGb: answers.memoryGb ?? size,
    memoryLimitGb: chooseMemoryLimitGb(answers.accelerator, limits, open),
    seconds:
      answers.inferenceMs === undefined ? size : answers.inferenceMs / 1000,
    payloadMb: answers.dataPerRequestMb ?? size,
    runs:
      limits.concurrency === undefined
        ? 0
        : countConcurrentRuns(answers, limits, assume, open),
    isCall: invocation !== 'event',
    isAwaited: latency === 'realtime' || latency === 'interactive',
  };
}

/** An accelerator that the platform does not have, if there is one. */
function hardestAccelerator({ accelerators }: PlatformLimits): Accelerator {
  const missing = (['gpu', 'tpu'] as const).find(
    accelerator => !accelerators.includes(accelerator),
  );
  return missing ?? 'none';
}

/** A model on a GPU is limited by GPU memory; on a platform without one, by instance memory. */
function chooseMemoryLimitGb(
  accelerator: Accelerator | undefined,
  { memoryGb, gpuMemoryGb, accelerators }: PlatformLimits,
  open: OpenAs,
): number {
  const limitFor = (needed: Accelerator) =>
    (needed !== 'none' && accelerators.includes(needed)
      ? gpuMemoryGb
      : memoryGb) ?? noLimit;
  if (accelerator !== undefined) {
    return limitFor(accelerator);
  }
  const each = (['none', ...accelerators] as const).map(limitFor);
  return open === 'kept' ? Math.max(...each) : Math.min(...each);
}

/*
 * Little's law: concurrent runs are the rate times the duration. Batch work can be spread over the month. If
 * traffic or latency is open, the mean is the lower bound.
 */
function countConcurrentRuns(
  { requestsPerMonth, inferenceMs, traffic, latency }: Answers,
  { seconds = longest }: PlatformLimits,
  assume: AssumptionSet,
  open: OpenAs,
): number {
  const kept = open === 'kept';
  // A longer run than the platform allows breaks another limit.
  const openSeconds = kept ? 0 : seconds;
  const each = inferenceMs === undefined ? openSeconds : inferenceMs / 1000;
  const volume = requestsPerMonth ?? (kept ? 0 : Infinity);
  const mean = (volume / monthSeconds) * each;
  const isMean = latency === 'batch' || (kept && !(latency && traffic));
  if (isMean || mean === 0 || mean === Infinity) {
    return mean;
  }
  const peaks = (traffic ? [traffic] : traffics).map(
    found => estimateLoad(volume, found, assume).peakRate * each,
  );
  return Math.max(...peaks);
}

/** The limits of a platform that a workload breaks, whatever the open answers turn out to be. */
export function brokenLimits(
  { workload = {} }: Profile,
  limits: PlatformLimits,
  assume: AssumptionSet,
): BrokenLimit[] {
  const needs = fillOpenNeeds(workload, limits, assume, 'kept');
  const broken: BrokenLimit[] = [];
  // Most workloads break no limit, and one result needs thousands of comparisons, so nothing is copied upfront.
  for (const rule of rules) {
    const compared = rule.compare(needs, limits);
    if (compared.isBroken) {
      broken.push({ ...rule, ...compared });
    }
  }
  return broken;
}

/** Whether a workload may run on a platform, given the known answers. */
export function keepsLimits(
  { workload = {} }: Profile,
  limits: PlatformLimits,
  assume: AssumptionSet,
): boolean {
  const needs = fillOpenNeeds(workload, limits, assume, 'kept');
  return !rules.some(rule => rule.compare(needs, limits).isBroken);
}

/** The open answers by which a limit of a platform may still be broken. */
export function limitPaths(
  profile: Profile,
  limits: PlatformLimits,
  assume: AssumptionSet,
): QuestionPath[] {
  const { workload = {} } = profile;
  const needs = fillOpenNeeds(workload, limits, assume, 'broken');
  const paths = rules
    .filter(rule => rule.compare(needs, limits).isBroken)
    .flatMap(rule => rule.paths(limits))
    .filter(path => isOpen(profile, path));
  return [...new Set(paths)];
}
