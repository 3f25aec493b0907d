import { logRampAround, logRampBetween } from '../ramp';
import { LanguageModels } from '../prices/languageModels';
import { AssumptionId } from '../assumptions';
import { AssumptionSet } from '../AssumptionSet';
import { CostPart } from '../costParts';
import { estimateLoad } from '../load';
import {
  ModelLatency,
  Percentiles,
  PlacementLimit,
  PlacementMeasure,
} from './measures';
import { HostedModel } from '../prices/rows';
import { ModelQuality, TokenLoad } from './TokenLoad';
import { costOfPeople } from './operations';
import { impossible, measured } from './outcome';
import { retrievalParts } from './retrieval';

/** The limit of one provider, in tokens a minute, by class of model. */
export const tokenRate: Readonly<Record<ModelQuality, AssumptionId>> = {
  small: 'hostedTokenRateSmall',
  mid: 'hostedTokenRateMid',
  frontier: 'hostedTokenRateFrontier',
};

const speed: Record<ModelQuality, AssumptionId> = {
  small: 'hostedSpeedSmall',
  mid: 'hostedSpeedMid',
  frontier: 'hostedSpeedFrontier',
};

/** A model with its price for one call of the load, in USD. */
interface PricedModel {
  name: string;
  perCall: number;
  fits: boolean;
}

/** What does not depend on the volume. */
export type HostedOffer =
  | { status: 'impossible'; limits: PlacementLimit[] }
  | {
      status: 'offered';
      chosen: PricedModel;
      others: PricedModel[];
      /** Providers that sell the class. */
      sellers: number;
      latency: ModelLatency;
    };

type PricedCall = Pick<
  TokenLoad,
  'inputTokens' | 'outputTokens' | 'reusedPrefix' | 'use'
>;

/** Prices of a call, per token million. */
interface CallPrices {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/**
 * USD of a million input tokens. What a cache has lost is written again. An agent also writes what is new, because its
 * next call repeats it. Nobody uses a cache where it costs more.
 */
function inputPrice(
  { input, cacheRead, cacheWrite }: CallPrices,
  { reusedPrefix, use }: Pick<TokenLoad, 'reusedPrefix' | 'use'>,
  misses: number,
): number {
  const read = reusedPrefix * (1 - misses);
  const written = use === 'agent' ? 1 - read : reusedPrefix * misses;
  const plain = 1 - read - written;
  return Math.min(
    input,
    read * cacheRead + written * cacheWrite + plain * input,
  );
}

/** The prices of a model in batches: where both are sold but do not multiply, the larger discount applies. */
function batchPrices(
  { input, cacheRead, cacheWrite, output }: CallPrices,
  { batchFactor = 1, batchCaches }: HostedModel,
): CallPrices {
  return {
    input: input * batchFactor,
    cacheRead: batchCaches
      ? cacheRead * batchFactor
      : Math.min(cacheRead, input * batchFactor),
    cacheWrite: cacheWrite * batchFactor,
    output: output * batchFactor,
  };
}

/**
 * USD for one call. Long-prompt prices phase in over half a decade around their threshold, because prompt
 * lengths vary around the mean.
 *
 * @param misses - share of the repeated prefix that is not in the cache, 0..1
 */
export function callPrice(
  model: HostedModel,
  call: PricedCall & Partial<Pick<TokenLoad, 'batch'>>,
  misses: number,
): number {
  const { inputTokens, outputTokens, batch } = call;
  const { inputPerMtok: input, outputPerMtok: output, longContext } = model;
  const prices = {
    input,
    output,
    cacheRead: model.cacheReadPerMtok ?? input,
    cacheWrite: model.cacheWritePerMtok ?? input,
  };
  const priceAt = (given: CallPrices) => {
    const charged = batch ? batchPrices(given, model) : given;
    return (
      (inputTokens * inputPrice(charged, call, misses) +
        outputTokens * charged.output) /
      1e6
    );
  };
  const usual = priceAt(prices);
  if (!longContext) {
    return usual;
  }
  const longer = longContext.inputPerMtok / input;
  const long = priceAt({
    input: longContext.inputPerMtok,
    output: longContext.outputPerMtok ?? output,
    cacheRead: longContext.cacheReadPerMtok ?? prices.cacheRead * longer,
    cacheWrite: prices.cacheWrite * longer,
  });
  const share = logRampAround(inputTokens, longContext.fromInputTokens);
  return (1 - share) * usual + share * long;
}

const joinProviders = (models: readonly HostedModel[]) =>
  [...new Set(models.map(({ provider }) => provider))].join(', ');

/** Prices every allowed model and chooses the cheapest. */
export function hostedOffer(
  load: TokenLoad,
  { hosted, allowedProviders, priceDate }: LanguageModels,
  assume: AssumptionSet,
): HostedOffer {
  const { quality, residency, longestInputTokens, outputTokens } = load;
  const isRegional = residency === 'region' || residency === 'own-perimeter';
  const ofQuality = hosted.filter(model => model.quality === quality);
  const allowed = ofQuality.filter(
    ({ provider }) => allowedProviders?.includes(provider) ?? true,
  );
  const offered = allowed.filter(({ regional }) => regional || !isRegional);
  if (offered.length === 0) {
    return impossible(
      allowed.length === 0
        ? {
            id: 'no-such-model',
            field: 'llm.quality',
            value: quality,
            limit: allowedProviders?.join(', ') ?? 'none',
            source: allowedProviders
              ? 'Providers that the organisation allows'
              : `Prices of providers of ${priceDate}`,
            what: 'class of model',
            liftedBy: [
              'a provider that sells such a model',
              'another class of model',
            ],
          }
        : {
            id: 'no-such-model',
            field: 'llm.residency',
            value: residency,
            limit: 'no regional endpoint that is known',
            source: `Endpoints of ${joinProviders(allowed)}`,
            what: 'residency of the data',
            liftedBy: [
              'a provider with an endpoint in the region',
              'an agreement with a provider on where data is processed',
            ],
          },
    );
  }
  const factor = isRegional ? assume.get('hostedRegionFactor') : 1;
  const misses = assume.get('promptCacheMisses');
  const tokens = longestInputTokens + outputTokens;
  const contextWindowTokens = ({ contextWindow }: HostedModel) =>
    contextWindow ?? assume.get('hostedContextWindow');
  const priced = offered.map(model => ({
    name: `${model.provider}/${model.model}`,
    perCall: callPrice(model, load, misses) * factor,
    fits: contextWindowTokens(model) >= tokens,
  }));
  const fitting = priced
    .filter(({ fits }) => fits)
    .sort((a, b) => a.perCall - b.perCall || (a.name < b.name ? -1 : 1));
  if (fitting.length === 0) {
    return impossible({
      id: 'context-window',
      field: 'llm.inputTokens',
      value: tokens,
      limit: Math.max(...offered.map(contextWindowTokens)),
      unit: 'tokens',
      source: `Context windows of ${joinProviders(offered)}`,
      what: 'input and output of a call',
      liftedBy: ['less context', 'several calls with a part of the input each'],
    });
  }
  // As own GPUs are priced with the cheapest open model of the class.
  const [chosen, ...others] = fitting;
  return {
    status: 'offered',
    chosen,
    others,
    sellers: new Set(offered.map(({ provider }) => provider)).size,
    latency: hostedLatency(load, assume),
  };
}

function hostedLatency(
  { quality, inputTokens, outputTokens, callsPerTask, reusedPrefix }: TokenLoad,
  assume: AssumptionSet,
): ModelLatency {
  const network = assume.get('hostedNetwork');
  const prefill =
    (inputTokens * (1 - reusedPrefix)) / assume.get('hostedPrefillRate');
  const queue = assume.get('hostedQueue');
  const queueTail = Math.max(1, assume.get('hostedQueueTail'));
  const fast = assume.get(speed[quality]);
  const slow = fast * assume.get('hostedSpeedTail');
  // Interpolates between the median and the p99 on a logarithmic scale, as for a normal distribution.
  const along = 0.707;
  const percentiles = (p50: number, p99: number): Percentiles => ({
    p50,
    p95: p50 * Math.exp(along * Math.log(p99 / p50)),
    p99,
  });
  const wait = percentiles(1, queueTail);
  const rate = percentiles(fast, slow);
  const firstAt = (q: keyof Percentiles) => network + queue * wait[q] + prefill;
  // The slowest of a hundred is slow in one of its calls, not in all of them.
  const responseAt = (q: keyof Percentiles) =>
    callsPerTask * (firstAt('p50') + outputTokens / rate.p50) +
    (firstAt(q) - firstAt('p50')) +
    outputTokens * (1 / rate[q] - 1 / rate.p50);
  const each = (of: (q: keyof Percentiles) => number): Percentiles => ({
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
  });
  return {
    firstToken: each(firstAt),
    tokensPerSecond: rate,
    response: each(responseAt),
    coldStartProbability: 0,
    coldStartSeconds: 0,
  };
}

/**
 * Tokens a minute that count towards a provider's rate limit: peak rate, or mean rate for batch, without cached
 * tokens.
 */
export function countedTokens(load: TokenLoad, assume: AssumptionSet): number {
  const { requestsPerMonth, traffic, callsPerTask, batch } = load;
  const { peakRate, meanRate } = estimateLoad(
    requestsPerMonth,
    traffic,
    assume,
  );
  return (
    (batch ? meanRate : peakRate) *
    60 *
    callsPerTask *
    (load.inputTokens * (1 - load.reusedPrefix) + load.outputTokens)
  );
}

/** What an offer costs a month for a load. */
export function measureHosted(
  offer: HostedOffer,
  load: TokenLoad,
  assume: AssumptionSet,
): PlacementMeasure {
  if (offer.status === 'impossible') {
    return offer;
  }
  const { requestsPerMonth, callsPerTask, batch, quality } = load;
  const perMinute = countedTokens(load, assume);
  const { chosen, others, sellers, latency } = offer;
  // Calls can be spread over all allowed providers.
  const limit = assume.get(tokenRate[quality]) * sellers;
  // Beyond the limit, providers sell reserved throughput, but not without end.
  const reserved = limit * Math.max(1, assume.get('hostedReservedRoom'));
  if (perMinute > reserved) {
    return impossible({
      id: 'rate-limit',
      field: 'workload.requestsPerMonth',
      value: perMinute,
      limit: reserved,
      unit: 'tokens per minute',
      source: `Assumptions ${tokenRate[quality]}, for each of ${sellers} providers, and hostedReservedRoom`,
      what: batch ? 'tokens on average' : 'tokens at the peak',
      liftedBy: [
        'a contract for more throughput',
        'calls that are spread over time',
      ],
    });
  }
  const calls = requestsPerMonth * callsPerTask;
  const dearer =
    1 +
    Math.max(0, assume.get('hostedReservedFactor') - 1) *
      logRampBetween(perMinute, limit, reserved);
  const surrounding = retrievalParts(load, assume);
  const rest = surrounding.reduce((sum, part) => sum + part.monthly, 0);
  const tokens: CostPart = {
    id: 'tokens',
    title: 'Tokens',
    monthly: calls * chosen.perCall * dearer,
  };
  return measured(
    [tokens, ...surrounding],
    { model: chosen.name, spread: 1 },
    [{ ...latency, weight: 1 }],
    {
      alternatives: others.map(({ name, perCall }) => ({
        model: name,
        monthly: calls * perCall * dearer + rest,
      })),
      people: costOfPeople('hosted-api', 0, load, assume),
      quotaUse: perMinute / limit,
    },
  );
}
