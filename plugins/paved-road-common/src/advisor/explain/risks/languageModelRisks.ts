import { PlacementCosts } from '../../quantities/languageModels/schemas';
import { formatCount, formatMoney, formatShare } from '../../quantities/format';
import { Placement } from '../../profile/placements';
import {
  countedTokens,
  tokenRate,
} from '../../quantities/languageModels/hostedApi';
import { tokensPerMonth } from '../../quantities/languageModels/TokenLoad';
import { Evidence, LanguageModelContext, RiskFinding, RiskRule } from './types';

/** A failure pattern of language models. */
export interface LanguageModelRiskRule extends Omit<RiskRule, 'detect'> {
  /** @returns undefined if the placement does not run into it */
  detect(
    placement: Placement,
    context: LanguageModelContext,
  ): RiskFinding | undefined;
}

const found = (
  severity: RiskFinding['severity'],
  evidence: Evidence[],
): RiskFinding | undefined =>
  evidence.length > 0 ? { severity, evidence } : undefined;

const findMonthlyCostRange = (
  { perPlacement }: PlacementCosts,
  placement: Placement,
) => {
  const cost = perPlacement[placement];
  return cost.status === 'estimated' ? cost.monthly : undefined;
};

const runawayAgentCost: LanguageModelRiskRule = {
  id: 'runaway-agent-cost',
  title: 'Runaway agent cost',
  mitigations: [
    'Cap calls and tokens per request in code, and return an answer at the limit.',
    'Set a budget per key at the gateway that blocks instead of only warning.',
    'Alert on tokens per request: loops show up there first.',
  ],
  detect(placement, { profile: { llm }, cost, assume }) {
    const { use, callsPerTask } = llm ?? {};
    const many = assume.get('manyCalls');
    const evidence: Evidence[] = [];
    if (use === 'agent') {
      evidence.push({
        field: 'llm.use',
        value: use,
        text: 'The agent decides how often it calls the model.',
      });
    }
    if (callsPerTask !== undefined && callsPerTask >= many) {
      evidence.push({
        field: 'llm.callsPerTask',
        value: callsPerTask,
        threshold: many,
        text: `${formatCount(callsPerTask)} calls per request; a loop multiplies them.`,
      });
    }
    if (evidence.length === 0) {
      return undefined;
    }
    const monthly = findMonthlyCostRange(cost, placement);
    // Always-on capacity costs the same in a loop; it only gets slow.
    const isBilled = placement === 'hosted-api';
    if (isBilled && monthly) {
      evidence.push({
        field: 'languageModel.cost.perPlacement.hosted-api',
        value: monthly.mid,
        text: `A loop with ten times the calls costs ${formatMoney(monthly.mid * 10)}/month instead of ${formatMoney(monthly.mid)}/month.`,
      });
    }
    return found(isBilled ? 'medium' : 'low', evidence);
  },
};

const idleGpu: LanguageModelRiskRule = {
  id: 'idle-gpu',
  title: 'Idle GPUs',
  mitigations: [
    'Share the GPUs with other services, or run batch work on them at night.',
    'Use serverless GPUs or a hosted API until the break-even.',
    'Turn off unneeded replicas outside office hours.',
  ],
  detect(placement, { load, cost, isEligible, assume }) {
    const own = cost.perPlacement['own-gpu'];
    if (placement !== 'own-gpu' || own.status !== 'estimated') {
      return undefined;
    }
    const evidence: Evidence[] = [];
    const { utilisation } = own.setup;
    const worthwhile = assume.get('worthwhileGpuUse');
    if (utilisation !== undefined && utilisation < worthwhile) {
      evidence.push({
        field: 'languageModel.cost.perPlacement.own-gpu',
        value: utilisation,
        threshold: worthwhile,
        text: `GPU utilisation is ${formatShare(utilisation)}, below ${formatShare(worthwhile)}.`,
      });
    }
    // An ineligible alternative is no argument.
    const canBeHosted = isEligible('hosted-api');
    const { breakEvenTokensPerMonth: breakEven } = cost;
    const tokens =
      load.status === 'known' ? tokensPerMonth(load.mid) : undefined;
    if (
      canBeHosted &&
      breakEven !== undefined &&
      tokens !== undefined &&
      tokens < breakEven
    ) {
      evidence.push({
        field: 'languageModel.tokensPerMonth',
        value: tokens,
        threshold: breakEven,
        text: `${formatCount(tokens)} tokens/month are below the break-even of ${formatCount(breakEven)}.`,
      });
    }
    const hosted = canBeHosted
      ? findMonthlyCostRange(cost, 'hosted-api')
      : undefined;
    const isSurprise =
      hosted !== undefined &&
      own.monthly.mid >= assume.get('surpriseRatio') * hosted.mid &&
      own.monthly.mid - hosted.mid > assume.get('noticeableCost');
    return found(isSurprise ? 'high' : 'medium', evidence);
  },
};

const providerLockIn: LanguageModelRiskRule = {
  id: 'provider-lock-in',
  title: 'Provider lock-in',
  mitigations: [
    'Call models through your own interface or a gateway, not through provider-specific types.',
    'Keep an evaluation set with a threshold, and run it against a second provider each quarter.',
    'Keep prompts, fine-tuning data and evaluations portable.',
  ],
  detect(placement, { profile: { llm, product } }) {
    if (placement !== 'hosted-api') {
      return undefined;
    }
    const isFrontier = llm?.quality === 'frontier';
    return found(isFrontier && product?.driver === 'scale' ? 'medium' : 'low', [
      ...(isFrontier
        ? [
            {
              field: 'llm.quality',
              value: 'frontier',
              threshold: 'mid',
              text: 'Few providers sell a model of this quality, and no open model can replace it.',
            },
          ]
        : []),
      ...(llm?.use === 'agent'
        ? [
            {
              field: 'llm.use',
              value: 'agent',
              text: "An agent's tools and prompts are tuned to its model.",
            },
          ]
        : []),
    ]);
  },
};

const modelRetired: LanguageModelRiskRule = {
  id: 'model-retired-or-repriced',
  title: 'Model retired or repriced',
  mitigations: [
    'Pin the model version, and record its retirement date.',
    'Run each new version against the evaluation set before making it the default.',
    'Review prices each quarter; the page shows those on the day of the assessment.',
  ],
  detect(placement, { profile: { product, growth }, cost, priceDate, assume }) {
    const monthly = findMonthlyCostRange(cost, placement);
    if (placement !== 'hosted-api' || !monthly) {
      return undefined;
    }
    const counts =
      product?.driver === 'cost' || product?.budgetFocus === 'per-transaction';
    if (monthly.mid < assume.get('noticeableCost')) {
      return undefined;
    }
    const experimentation = growth?.experimentation;
    return found(counts ? 'medium' : 'low', [
      {
        field: 'languageModel.priceDate',
        value: priceDate,
        text: `${formatMoney(monthly.mid)}/month at the prices of ${priceDate}; ${formatMoney(monthly.low)} to ${formatMoney(monthly.high)} depending on model and volume.`,
      },
      ...(experimentation !== undefined && experimentation <= 2
        ? [
            {
              field: 'growth.experimentation',
              value: experimentation,
              threshold: 3,
              text: 'New versions are rarely tested, so a retirement comes as a surprise.',
            },
          ]
        : []),
    ]);
  },
};

const rateLimited: LanguageModelRiskRule = {
  id: 'rate-limited-at-peak',
  title: 'Rate limited at peak load',
  mitigations: [
    'Request a higher limit or provisioned throughput before launch.',
    'Queue calls without a waiting caller, and send them in batches.',
    'Fall back to a second provider or region through a gateway.',
  ],
  detect(placement, { load, assume }) {
    if (placement !== 'hosted-api' || load.status === 'unknown') {
      return undefined;
    }
    const { requestsPerMonth, quality, batch } = load.mid;
    const peak = countedTokens(load.mid, assume);
    const limit = assume.get(tokenRate[quality]);
    if (peak < limit / 4) {
      return undefined;
    }
    return found(peak > limit / 2 ? 'high' : 'medium', [
      {
        field: 'workload.requestsPerMonth',
        value: requestsPerMonth,
        threshold: (requestsPerMonth * limit) / peak,
        text: `${formatCount(peak)} tokens a minute ${batch ? 'on average' : 'at peak load'}; one provider allows about ${formatCount(limit)}.`,
      },
    ]);
  },
};

const contextGrowth: LanguageModelRiskRule = {
  id: 'context-growth',
  title: 'Growing context',
  mitigations: [
    'Summarise or drop old turns and tool results before each call.',
    'Put repeated content first, so that it is cached, and measure the cache hit rate.',
    'Cap the context of a call in code, and retrieve only the best passages.',
  ],
  detect(_, { profile: { llm }, load, assume }) {
    if (load.status === 'unknown' || llm?.inputTokens === undefined) {
      return undefined;
    }
    const { longestInputTokens } = load.mid;
    const grown = longestInputTokens / llm.inputTokens;
    const long = assume.get('longContextTokens');
    return found(longestInputTokens >= 2 * long ? 'medium' : 'low', [
      ...(grown >= 2
        ? [
            {
              field: 'llm.callsPerTask',
              value: load.mid.callsPerTask,
              text: `The last call of a request sends ${formatCount(longestInputTokens)} tokens, ${formatCount(grown)} times as many as the first.`,
            },
          ]
        : []),
      ...(longestInputTokens >= long
        ? [
            {
              field: 'llm.inputTokens',
              value: llm.inputTokens,
              threshold: long,
              text: `Each call may send ${formatCount(longestInputTokens)} tokens, which are billed and processed every time.`,
            },
          ]
        : []),
    ]);
  },
};

/** The failure patterns of language models. */
export const languageModelRiskRules: readonly LanguageModelRiskRule[] = [
  runawayAgentCost,
  idleGpu,
  providerLockIn,
  modelRetired,
  rateLimited,
  contextGrowth,
];
