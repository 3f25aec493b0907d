import { formatCount, formatMoney, formatShare } from '../quantities/format';
import { Placement } from '../placement/placements';
import { countedTokens, tokenRate } from '../placement/quantities/hostedApi';
import { LanguageModelAdvice } from '../placement/schemas';
import { tokensPerMonth } from '../placement/TokenLoad';
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

const monthlyOf = (
  { perPlacement }: LanguageModelAdvice['cost'],
  placement: Placement,
) => {
  const cost = perPlacement[placement];
  return cost.status === 'estimated' ? cost.monthly : undefined;
};

const runawayAgentCost: LanguageModelRiskRule = {
  id: 'runaway-agent-cost',
  title: 'Runaway cost of an agent',
  mitigations: [
    'Cap the calls and the tokens of a request in code, and stop with an answer.',
    'Set a budget per key at the gateway that blocks, not only warns.',
    'Alert on tokens per request, since a loop shows there first.',
  ],
  detect(placement, { profile: { llm }, cost, assume }) {
    const { use, callsPerTask } = llm ?? {};
    const many = assume.get('manyCalls');
    const evidence: Evidence[] = [];
    if (use === 'agent') {
      evidence.push({
        field: 'llm.use',
        value: use,
        text: 'The model decides how often it is called.',
      });
    }
    if (callsPerTask !== undefined && callsPerTask >= many) {
      evidence.push({
        field: 'llm.callsPerTask',
        value: callsPerTask,
        threshold: many,
        text: `${formatCount(callsPerTask)} calls a request; a loop multiplies them.`,
      });
    }
    if (evidence.length === 0) {
      return undefined;
    }
    const monthly = monthlyOf(cost, placement);
    // What is always on costs the same in a loop; it only gets slow.
    const isBilled = placement === 'hosted-api';
    if (isBilled && monthly) {
      evidence.push({
        field: 'languageModel.cost.perPlacement.hosted-api',
        value: monthly.mid,
        text: `A loop of ten times the calls costs ${formatMoney(monthly.mid * 10)} a month instead of ${formatMoney(monthly.mid)}.`,
      });
    }
    return found(isBilled ? 'medium' : 'low', evidence);
  },
};

const idleGpu: LanguageModelRiskRule = {
  id: 'idle-gpu',
  title: 'Idle GPUs',
  mitigations: [
    'Share the GPUs with other services, or send nobody-waits work to them at night.',
    'Rent what is off in between, or call an API, until the break-even.',
    'Turn off the replicas that nobody needs outside office hours.',
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
        text: `The GPUs are used at ${formatShare(utilisation)}, less than ${formatShare(worthwhile)}.`,
      });
    }
    // What cannot be had instead is no argument.
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
        text: `${formatCount(tokens)} tokens a month are below the break-even of ${formatCount(breakEven)}.`,
      });
    }
    const hosted = canBeHosted ? monthlyOf(cost, 'hosted-api') : undefined;
    const isSurprise =
      hosted !== undefined &&
      own.monthly.mid >= assume.get('surpriseRatio') * hosted.mid &&
      own.monthly.mid - hosted.mid > assume.get('noticeableCost');
    return found(isSurprise ? 'high' : 'medium', evidence);
  },
};

const providerLockIn: LanguageModelRiskRule = {
  id: 'provider-lock-in',
  title: 'Lock-in to a provider',
  mitigations: [
    'Call models through one interface of your own or a gateway, not through the types of a provider.',
    'Keep an evaluation set with a threshold, and run it on a second provider each quarter.',
    'Keep prompts, fine-tuning data and evaluations where you can take them along.',
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
              text: 'Only few providers sell a model of that quality, and none of them can be replaced by an open one.',
            },
          ]
        : []),
      ...(llm?.use === 'agent'
        ? [
            {
              field: 'llm.use',
              value: 'agent',
              text: 'Tools and prompts of an agent are tuned to the model that it calls.',
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
    'Pin the version of the model, and note the day on which it retires.',
    'Try each new version on the evaluation set before it is the default.',
    'Read the prices again each quarter; what they were on the day of the assessment is on the page.',
  ],
  detect(placement, { profile: { product, growth }, cost, priceDate, assume }) {
    const monthly = monthlyOf(cost, placement);
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
        text: `${formatMoney(monthly.mid)} a month at the prices of ${priceDate}; ${formatMoney(monthly.low)} to ${formatMoney(monthly.high)} by model and volume.`,
      },
      ...(experimentation !== undefined && experimentation <= 2
        ? [
            {
              field: 'growth.experimentation',
              value: experimentation,
              threshold: 3,
              text: 'New versions are hardly ever tried, so the day on which one retires comes as a surprise.',
            },
          ]
        : []),
    ]);
  },
};

const rateLimited: LanguageModelRiskRule = {
  id: 'rate-limited-at-peak',
  title: 'Rate limited at the peak',
  mitigations: [
    'Ask for a higher limit or provisioned throughput before the launch.',
    'Queue what nobody waits for, and send it in batches.',
    'Fall back to a second provider or region at a refusal, behind a gateway.',
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
        text: `${formatCount(peak)} tokens a minute ${batch ? 'on average' : 'at the peak'}, and about ${formatCount(limit)} from one provider.`,
      },
    ]);
  },
};

const contextGrowth: LanguageModelRiskRule = {
  id: 'context-growth',
  title: 'Growing context',
  mitigations: [
    'Summarise or drop old turns and tool results before each call.',
    'Put what repeats first, so that it is cached, and measure the share that is.',
    'Cap the context of a call in code, and fetch less: the best few passages, not all.',
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
              text: `The last call of a request sends ${formatCount(longestInputTokens)} tokens, ${formatCount(grown)} times the first.`,
            },
          ]
        : []),
      ...(longestInputTokens >= long
        ? [
            {
              field: 'llm.inputTokens',
              value: llm.inputTokens,
              threshold: long,
              text: `Each call may send ${formatCount(longestInputTokens)} tokens; they are paid and read again every time.`,
            },
          ]
        : []),
    ]);
  },
};

/** What goes wrong with language models. */
export const languageModelRiskRules: readonly LanguageModelRiskRule[] = [
  runawayAgentCost,
  idleGpu,
  providerLockIn,
  modelRetired,
  rateLimited,
  contextGrowth,
];
