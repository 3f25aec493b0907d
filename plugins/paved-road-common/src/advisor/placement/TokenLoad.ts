import { Profile } from '../profile';
import { Traffic } from '../quantities/load';

type Answers = NonNullable<Profile['llm']>;

/** What a language model does. @public */
export type LanguageModelUse = NonNullable<Answers['use']>;

/** Class of model, by what it can do. @public */
export type ModelQuality = NonNullable<Answers['quality']>;

/** Where prompts and answers may go. @public */
export type Residency = NonNullable<Answers['residency']>;

/** What a language model has to do, every answer known or stood in for. */
export interface TokenLoad {
  /** Requests of users a month. */
  requestsPerMonth: number;
  traffic: Traffic;
  /** Model calls of one request. */
  callsPerTask: number;
  /** Input tokens of a call, on average over the calls of a request. */
  inputTokens: number;
  /** Output tokens of a call. */
  outputTokens: number;
  /** Share of the input that repeats at the start of many calls, 0..1. */
  reusedPrefix: number;
  quality: ModelQuality;
  residency: Residency;
  use?: LanguageModelUse;
  /** What is required of the latency; absent where nobody waits or it is not known. */
  requirement?: LatencyRequirement;
  /** Whether nobody waits, so that calls can be sent in batches for a discount. */
  batch: boolean;
}

/** A latency that is required of the first token of a call, or of the whole response to a request. */
export interface LatencyRequirement {
  of: 'first-token' | 'response';
  seconds: number;
}
