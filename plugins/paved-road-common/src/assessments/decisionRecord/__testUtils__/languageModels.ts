import { Advice } from '../../../advisor/explain/advice';
import { RankedPlacement } from '../../../advisor/choice/schemas';
import { Placement } from '../../../advisor/profile/placements';
import { LanguageModelAdvice } from '../../../advisor/explain/placementSchemas';
import { profileSchema } from '../../../advisor/profile/profile';
import { advice, draft, profile } from './records';

/** That of the other records, for a chat that calls a language model. */
export const chatProfile = profileSchema.parse({
  ...profile,
  llm: { use: 'chat', inputTokens: 2_000, outputTokens: 300, quality: 'mid' },
});

const veto = {
  kind: 'veto' as const,
  id: 'cpu-memory',
  field: 'llm.quality',
  value: 70,
  limit: 32,
  unit: 'GB',
  source: 'The memory of an instance',
  liftedBy: ['A smaller model'],
  text: 'CPU: the weights of the model need 70 GB, limit 32 GB.',
};

function ranked(
  placement: Placement,
  fit: number,
  effort: { supply: number; shortfall: number; reason: string },
): RankedPlacement {
  const isOut = placement === 'cpu';
  const demand = 2;
  return {
    placement,
    fit,
    eligible: !isOut,
    missesRequirement: placement === 'serverless-gpu',
    vetoes: isOut ? [veto] : [],
    contributions: [
      {
        criterion: 'data-control',
        demand: 1,
        supply: 3,
        weight: 1,
        shortfall: 0,
        points: fit / 2,
        reason: `Where the data of ${placement} goes.`,
      },
      {
        criterion: 'model-operations',
        demand,
        weight: 1,
        points: fit / 2,
        ...effort,
      },
    ],
  };
}

export const placements: RankedPlacement[] = [
  ranked('hosted-api', 92, {
    supply: 5,
    shortfall: 0,
    reason: 'The provider runs it.',
  }),
  ranked('own-gpu', 71.26, {
    supply: 1,
    shortfall: 0.5,
    reason: 'GPUs and an engine are ours to run.',
  }),
  ranked('cpu', 60, { supply: 4, shortfall: 0, reason: 'A library.' }),
  ranked('serverless-gpu', 55, {
    supply: 3,
    shortfall: 0.25,
    reason: 'An image with engine and weights.',
  }),
];

const percentiles = (p50: number, p95: number, p99: number) => ({
  p50,
  p95,
  p99,
});

const latency = (p95: number, coldStartProbability = 0) => ({
  status: 'estimated' as const,
  firstToken: percentiles(p95 / 2, p95, p95 * 2),
  tokensPerSecond: percentiles(60, 40, 30),
  response: percentiles(5, 8, 10),
  coldStartProbability,
  coldStartSeconds: coldStartProbability > 0 ? 45 : 0,
  requirement: { of: 'first-token' as const, seconds: 2 },
  meetsRequirement: p95 <= 2,
});

const impossible = { status: 'impossible' as const };

export const languageModel: LanguageModelAdvice = {
  placement: 'hosted-api',
  runnerUp: 'own-gpu',
  margin: 20.74,
  verdict: 'clear',
  expected: {
    'hosted-api': 0.91,
    'own-gpu': 0.08,
    'serverless-gpu': 0.01,
    cpu: 0,
  },
  worstCase: 0.83,
  openAnswers: ['llm.residency'],
  text: 'Call a hosted API.',
  drivers: [
    {
      criterion: 'model-operations',
      points: 20.5,
      text: 'Operating effort: Hosted API',
    },
    { criterion: 'data-control', points: 0.24, text: 'Control of the data' },
  ],
  flips: {
    answers: [
      {
        path: 'llm.residency',
        value: 'own-perimeter',
        placement: 'own-gpu',
        text: 'Data that stays in the own perimeter makes it own GPUs.',
      },
    ],
    numbers: [
      {
        path: 'workload.requestsPerMonth',
        current: 2_500_000,
        threshold: 40_000_000,
        direction: 'above',
        unit: 'requests a month',
        placement: 'own-gpu',
        text: 'Above 40M requests a month it is own GPUs.',
      },
    ],
    without: ['llm.use'],
  },
  priceDate: '2026-11-27',
  tokensPerMonth: 5_750_000_000,
  cost: {
    perPlacement: {
      'hosted-api': {
        status: 'estimated',
        monthly: { low: 4_000, mid: 5_000, high: 6_000 },
        parts: [
          { id: 'input', title: 'Input tokens', monthly: 3_000 },
          { id: 'output', title: 'Output tokens', monthly: 2_000 },
        ],
        setup: { model: 'acme/mid-1', calibrated: true, spread: 1.2 },
        alternatives: [{ model: 'acme/mid-2', monthly: 7_000 }],
      },
      'own-gpu': {
        status: 'estimated',
        monthly: { low: 9_000, mid: 18_000, high: 36_000 },
        parts: [{ id: 'gpus', title: 'GPUs', monthly: 18_000 }],
        setup: {
          model: 'Llama 3.3 70B',
          gpu: 'H100',
          gpusPerReplica: 2,
          replicas: 3,
          precision: 'fp8',
          batch: 32,
          utilisation: 0.12,
          calibrated: false,
          spread: 2,
        },
      },
      'serverless-gpu': { status: 'unknown', missing: ['workload.traffic'] },
      cpu: impossible,
    },
    breakEvenTokensPerMonth: 40_000_000_000,
    breakEvenUtilisation: 0.55,
    curve: [{ tokensPerMonth: 1e12, monthly: {} }],
  },
  latency: {
    perPlacement: {
      'hosted-api': latency(0.8),
      'own-gpu': latency(0.6),
      'serverless-gpu': latency(50, 0.2),
      cpu: impossible,
    },
  },
  roadmap: [
    {
      id: 'own-gpu',
      title: 'Model server on own GPUs',
      description:
        'An open model that passes the same evaluation runs on GPUs that are always on.',
      triggers: [
        {
          text: 'Usage exceeds 1.3B tokens a day for a month: own GPUs would then be used above 30% and cost less.',
          measure: 'tokens a day',
          comparison: 'above',
          threshold: 1_300_000_000,
          unit: 'tokens a day',
        },
        {
          text: 'An open model passes the evaluation at the same threshold.',
          measure: 'score of an open model over that of today',
          comparison: 'above',
          threshold: 1,
          unit: 'times',
        },
      ],
    },
  ],
  gateway: {
    due: true,
    reasons: [
      '2 teams work on it: they need one place for keys, budgets and logs.',
    ],
  },
};

/** The advice of the other records, with where the language model runs. */
export const chatAdvice: Advice = {
  ...advice,
  placements,
  languageModel,
  recommendation: { ...advice.recommendation, placement: 'hosted-api' },
  risks: [
    ...advice.risks,
    {
      id: 'provider-lock-in',
      severity: 'medium',
      subject: {
        kind: 'recommended',
        pattern: advice.recommendation.pattern,
        placement: 'hosted-api',
      },
      title: 'Provider lock-in',
      evidence: [
        { field: 'llm.quality', value: 'mid', text: 'One provider sells it.' },
      ],
      mitigations: ['Keep prompts apart from code.'],
    },
    {
      id: 'idle-gpu',
      severity: 'high',
      subject: {
        kind: 'chosen',
        pattern: advice.recommendation.pattern,
        placement: 'own-gpu',
      },
      title: 'Idle GPUs',
      evidence: [
        {
          field: 'workload.requestsPerMonth',
          value: 2_500_000,
          text: 'GPU utilisation is 12%, below 30%.',
        },
      ],
      mitigations: ['Share them.'],
    },
  ],
};

export const chatDraft = { ...draft, profile: chatProfile, advice: chatAdvice };
