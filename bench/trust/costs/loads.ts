import {
  TokenLoad,
  withUsualLoad,
} from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/TokenLoad';
import {
  monthHours,
  monthSeconds,
} from '../../../plugins/paved-road-common/src/advisor/quantities/load';
import { Amount, CostReport, End, pick } from './reports';

/** The workload of a report as a load of the model, and its share of the month for which a cost is given. */
export interface ReportedLoad {
  load: TokenLoad;
  /** Multiplies the monthly cost to get the cost of the reported period. */
  ofMonth: number;
}

/** GPUs to compute with where only the throughput of one is given; the cost of a token does not depend on it. */
const manyGpus = 100;

/** Factor on the volume at full load, where the cost of a token does not depend on it, and a floor would hide it. */
const fullLoadScale = 1000;

const gpusPerNode = 8;

/* The values of `estimateTokenLoad` for open answers. */
const openReuse: Record<End, number> = { low: 0.8, mid: 0, high: 0 };
const openCalls: Record<End, number> = { low: 1, mid: 1, high: 3 };

const uses = [
  'chat',
  'rag',
  'extraction',
  'summarise',
  'code',
  'agent',
] as const;

/** Tokens of a call that the model assumes where they are open: by the use, within the range of all uses. */
function usualTokens(
  field: 'inputTokens' | 'outputTokens',
  use: TokenLoad['use'],
  end: End,
): number {
  const of = (one: TokenLoad['use']) =>
    withUsualLoad({ llm: one && { use: one } }).llm![field]!;
  const all = uses.map(of);
  return { low: Math.min(...all), mid: of(use), high: Math.max(...all) }[end];
}

type Tokens = Pick<TokenLoad, 'inputTokens' | 'outputTokens' | 'reusedPrefix'>;

/** Tokens of one request, without totals. */
function tokensOfRequest({ given }: CostReport, end: End): Tokens {
  const { use, inputTokens, outputTokens, contextPerOutputToken } = given;
  const orUsual = (
    value: Amount | undefined,
    field: 'inputTokens' | 'outputTokens',
  ) => (value === undefined ? usualTokens(field, use, end) : pick(value, end));
  if (
    contextPerOutputToken !== undefined &&
    given.totals &&
    'input' in given.totals
  ) {
    // An output token sees the whole input and half of the output on average.
    const { input, cacheRead, output = 0 } = given.totals;
    const ratio = (input + cacheRead) / output;
    const each = contextPerOutputToken / (ratio + 0.5);
    return {
      inputTokens: ratio * each,
      outputTokens: each,
      reusedPrefix: cacheRead / (input + cacheRead),
    };
  }
  return {
    inputTokens: orUsual(inputTokens, 'inputTokens'),
    outputTokens: orUsual(outputTokens, 'outputTokens'),
    reusedPrefix: 0,
  };
}

function tokensOfTotals(
  { given }: CostReport,
  end: End,
): { requests: number; tokens: Tokens } {
  const { totals } = given;
  const use: TokenLoad['use'] = given.use ?? 'agent';
  const all =
    'allInput' in totals!
      ? totals.allInput
      : totals!.input + totals!.cacheRead + (totals!.cacheWrite ?? 0);
  const cached =
    'allInput' in totals! ? openReuse[end] : totals!.cacheRead / all;
  // Prices do not depend on the size of a call, except for very long ones.
  const inputTokens = usualTokens('inputTokens', use, 'mid');
  const requests = all / inputTokens;
  const output = 'output' in totals! ? totals.output : undefined;
  const perInput = (one: TokenLoad['use']) =>
    usualTokens('outputTokens', one, 'mid') /
    usualTokens('inputTokens', one, 'mid');
  const open = {
    low: Math.min(...uses.map(perInput)),
    mid: perInput(use),
    high: Math.max(...uses.map(perInput)),
  }[end];
  return {
    requests,
    tokens: {
      inputTokens,
      outputTokens:
        output === undefined ? open * inputTokens : output / requests,
      reusedPrefix: cached,
    },
  };
}

/** Requests a second of a setup whose throughput is given. */
function requestsPerSecond(
  { given }: CostReport,
  { outputTokens }: Tokens,
): number | undefined {
  const {
    nodeOutputTokensPerSecond: node,
    gpuOutputTokensPerSecond: gpu,
    gpuCount = manyGpus,
  } = given;
  if (node !== undefined) {
    return (node * gpuCount) / gpusPerNode / outputTokens;
  }
  return gpu === undefined
    ? given.requestsPerSecond
    : (gpu * gpuCount) / outputTokens;
}

/** How many periods a month has, for costs that are billed by time. */
const periodsPerMonth: Record<string, number> = {
  month: 1,
  day: monthHours / 24,
  year: 1 / 12,
};

function shareOfMonth(
  { given: { period } }: CostReport,
  { requestsPerMonth, inputTokens, outputTokens }: TokenLoad,
): number {
  switch (period) {
    case 'million output tokens':
      return 1e6 / (requestsPerMonth * outputTokens);
    case 'million tokens':
      return 1e6 / (requestsPerMonth * (inputTokens + outputTokens));
    case 'million requests':
      return 1e6 / requestsPerMonth;
    default:
      return 1 / (periodsPerMonth[period] ?? 1);
  }
}

/** The load at one end of what the report leaves open. */
export function toLoad(report: CostReport, end: End): ReportedLoad {
  const { given, placement, notGiven } = report;
  const isHosted = placement === 'hosted-api';
  const fromTotals =
    given.totals && given.contextPerOutputToken === undefined
      ? tokensOfTotals(report, end)
      : undefined;
  const tokens = fromTotals?.tokens ?? tokensOfRequest(report, end);
  const outputOfPeriod =
    given.totals && 'output' in given.totals ? given.totals.output : undefined;
  const rate = requestsPerSecond(report, tokens);
  const perPeriod =
    fromTotals?.requests ??
    (given.requests === undefined
      ? outputOfPeriod && outputOfPeriod / tokens.outputTokens
      : pick(given.requests, end));
  const requestsPerMonth =
    (given.fullLoad ? fullLoadScale : 1) *
    (rate === undefined
      ? perPeriod! * (periodsPerMonth[given.period] ?? 1)
      : rate * monthSeconds);
  const hasOpenCalls =
    !given.totals && notGiven.some(what => what.startsWith('calls of'));
  const use = given.use ?? (given.totals ? 'agent' : undefined);
  const load: TokenLoad = {
    ...tokens,
    requestsPerMonth,
    longestInputTokens: tokens.inputTokens,
    traffic: given.traffic ?? 'steady',
    callsPerTask: hasOpenCalls ? openCalls[end] : 1,
    quality: 'small',
    isTuned: false,
    residency: 'none',
    capability: 3,
    batch: given.batch ?? (!isHosted && given.latency === 'batch'),
    ...(use && { use }),
  };
  return { load, ofMonth: shareOfMonth(report, load) };
}
