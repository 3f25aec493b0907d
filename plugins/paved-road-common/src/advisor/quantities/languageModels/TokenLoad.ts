import { teamCapability } from '../../profile/teamCapability';
import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../AssumptionSet';
import { requiredSeconds } from '../workload';
import { Traffic } from '../load';

type Answers = NonNullable<Profile['llm']>;

/** What a language model does. @public */
export type LanguageModelUse = NonNullable<Answers['use']>;

/** Class of model by capability. @public */
export type ModelQuality = NonNullable<Answers['quality']>;

/** Where prompts and answers may go. @public */
export type Residency = NonNullable<Answers['residency']>;

/** The load on a language model, with a value for every open answer. */
export interface TokenLoad {
  /** Requests of users a month. */
  requestsPerMonth: number;
  traffic: Traffic;
  /** Model calls of one request. */
  callsPerTask: number;
  /** Input tokens of a call, on average over the calls of a request. */
  inputTokens: number;
  /** Input tokens of the longest call of a request; for an agent, the last one. */
  longestInputTokens: number;
  /** Output tokens of a call. */
  outputTokens: number;
  /** Share of the input that repeats at the start of many calls, 0..1. */
  reusedPrefix: number;
  quality: ModelQuality;
  /** Whether the team tunes or trains the model. */
  isTuned: boolean;
  residency: Residency;
  use?: LanguageModelUse;
  /** The latency requirement; absent for batch or while unknown. */
  requirement?: LatencyRequirement;
  /** What the team can carry, 1..5; the middle while unknown. */
  capability: number;
  /** Whether calls can be sent in batches, at a discount. */
  batch: boolean;
}

/** A latency that is required of the first token of a call, or of the response to a request. */
export interface LatencyRequirement {
  of: 'first-token' | 'response';
  seconds: number;
  /** The tokens of one call that are waited for; absent where it is the whole response with all its calls. */
  tokens?: number;
}

/** The part of an answer that a requirement applies to, within a sentence. */
export function describeAwaitedPart({ of, tokens }: LatencyRequirement) {
  if (of === 'first-token') {
    return 'first token';
  }
  return tokens === undefined ? 'whole response' : 'short answer';
}

/**
 * The latency requirement for a language model, for the quantity that somebody waits for; undefined for batch or while
 * unknown. Answers are read while they arrive, so the first token counts, also for each step of an agent, whose task
 * is not one answer. Within a second, an extraction is a short label; within a minute, it or a summary is complete.
 */
export function requiredModelLatency(
  profile: Profile,
  assume: AssumptionSet,
): LatencyRequirement | undefined {
  const { workload, llm } = profile;
  const seconds = requiredSeconds(profile);
  if (seconds === undefined) {
    return undefined;
  }
  const latency = workload?.latency;
  const { use, outputTokens } = llm ?? {};
  if (
    latency === 'near-real-time' &&
    (use === 'extraction' || use === 'summarise')
  ) {
    return { of: 'response', seconds };
  }
  if (latency !== 'first-token' && use === 'extraction') {
    const label = assume.get('labelTokens');
    return {
      of: 'response',
      seconds,
      tokens: Math.max(1, Math.min(label, outputTokens ?? label)),
    };
  }
  return { of: 'first-token', seconds };
}

/** A sufficiently known load, or its missing answers. */
export type KnownTokenLoad =
  | { status: 'known'; low: TokenLoad; mid: TokenLoad; high: TokenLoad }
  | { status: 'unknown'; missing: string[] };

/** Values for open answers at one end of the range. */
interface OpenAnswers {
  traffic: Traffic;
  calls: { agent: number; other: number };
  quality: ModelQuality;
  reusedPrefix: number;
}

/** The expected class of model while the answer is open. */
export const usualQuality: ModelQuality = 'mid';

/** The capability of a team without answers: the middle of the scale. */
export const usualCapability = 3;

/** Input and output tokens a month. */
export function tokensPerMonth(load: TokenLoad): number {
  return (
    load.requestsPerMonth *
    load.callsPerTask *
    (load.inputTokens + load.outputTokens)
  );
}

/**
 * Converts a profile to a load with a range. Requests a month and tokens must be known; the range covers all
 * other open answers. The context of an agent grows with each call by the output and the tool results.
 */
export function estimateTokenLoad(
  profile: Profile,
  assume: AssumptionSet,
): KnownTokenLoad {
  const { requestsPerMonth, traffic, latency } = profile.workload ?? {};
  const { inputTokens, outputTokens, ...llm } = profile.llm ?? {};
  if (
    requestsPerMonth === undefined ||
    inputTokens === undefined ||
    outputTokens === undefined
  ) {
    return {
      status: 'unknown',
      missing: [
        ...(inputTokens === undefined ? ['llm.inputTokens'] : []),
        ...(outputTokens === undefined ? ['llm.outputTokens'] : []),
        ...(requestsPerMonth === undefined
          ? ['workload.requestsPerMonth']
          : []),
      ],
    };
  }
  const spread = assume.get('estimateSpread');
  const requirement = requiredModelLatency(profile, assume);
  const at = (factor: number, open: OpenAnswers): TokenLoad => {
    const calls =
      llm.callsPerTask ?? open.calls[llm.use === 'agent' ? 'agent' : 'other'];
    const first = inputTokens * factor;
    const output = outputTokens * factor;
    const grown =
      llm.use === 'agent'
        ? (calls - 1) * (output + assume.get('toolResultTokens'))
        : 0;
    return {
      requestsPerMonth: requestsPerMonth * factor,
      traffic: traffic ?? open.traffic,
      callsPerTask: calls,
      inputTokens: first + grown / 2,
      longestInputTokens: first + grown,
      outputTokens: output,
      reusedPrefix: llm.reusedPrefix ?? open.reusedPrefix,
      quality: llm.quality ?? open.quality,
      isTuned: llm.ownModel === 'tuned' || llm.ownModel === 'own',
      residency: llm.residency ?? 'none',
      ...(llm.use && { use: llm.use }),
      ...(requirement && { requirement }),
      capability: teamCapability(profile) ?? usualCapability,
      batch: latency === 'batch',
    };
  };
  return {
    status: 'known',
    low: at(1 - spread, {
      traffic: 'steady',
      calls: { agent: 3, other: 1 },
      quality: 'small',
      reusedPrefix: 0.8,
    }),
    mid: at(1, {
      traffic: 'spiky',
      calls: { agent: 8, other: 1 },
      quality: usualQuality,
      reusedPrefix: 0,
    }),
    high: at(1 + spread, {
      traffic: 'spiky',
      calls: { agent: 20, other: 3 },
      quality: 'mid',
      reusedPrefix: 0,
    }),
  };
}

/** Typical values: the medians of the priors, and published means for each use. */
const usual = {
  requestsPerMonth: 100_000,
  inputTokens: 2000,
  outputTokens: 250,
};

/** What is usual for each use; sources in the documentation of the model. */
const usualTokens: Readonly<
  Record<LanguageModelUse, readonly [input: number, output: number]>
> = {
  chat: [1155, 211],
  rag: [3000, 250],
  extraction: [1000, 200],
  summarise: [1700, 300],
  code: [2048, 28],
  agent: [8596, 182],
};

/**
 * The profile with typical values for open request and token counts, to compare placements before they are
 * answered.
 */
export function withUsualLoad(profile: Profile): Profile {
  const { llm, workload } = profile;
  const [input, output] = llm?.use
    ? usualTokens[llm.use]
    : [usual.inputTokens, usual.outputTokens];
  return {
    ...profile,
    workload: {
      ...workload,
      requestsPerMonth: workload?.requestsPerMonth ?? usual.requestsPerMonth,
    },
    llm: {
      ...llm,
      inputTokens: llm?.inputTokens ?? input,
      outputTokens: llm?.outputTokens ?? output,
    },
  };
}
