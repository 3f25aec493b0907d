import { isEligible } from '../../choice/rank';
import { PlacementCosts } from '../../quantities/languageModels/schemas';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import {
  formatCount,
  formatSeconds,
  formatShare,
} from '../../quantities/format';
import { listOpenTriggers, PlannedStep } from './steps';
import { Profile } from '../../profile/profile';
import { getAnswer, QuestionPath } from '../../profile/questions';
import { Placement } from '../../profile/placements';
import { tokenRate } from '../../quantities/languageModels/hostedApi';
import { PlacementRanking } from '../../choice/rankPlacements';
import { LanguageModelAdvice } from '../placementSchemas';
import { tokensPerMonth } from '../../quantities/languageModels/TokenLoad';

interface Context {
  profile: Profile;
  ranking: PlacementRanking;
  cost: PlacementCosts;
  assume: AssumptionSet;
}

const daysOfMonth = 730 / 24;

const tokensADay = 'tokens a day';

/**
 * Possible later placements, with measurable triggers for each step. Steps lead only to eligible placements,
 * and triggers that are already met are left out.
 */
export function buildPlacementRoadmap(
  placement: Placement,
  context: Context,
): LanguageModelAdvice['roadmap'] {
  const { ranking, profile } = context;
  const isOpen = (id: Placement) => isEligible(ranking, id);
  const steps = {
    'hosted-api': [
      ...(isOpen('own-gpu') ? [toOwnGpu(context)] : []),
      secondProvider(context),
    ],
    'own-gpu': isOpen('hosted-api') ? [backToHosted(context)] : [],
    'serverless-gpu': isOpen('own-gpu') ? [toAlwaysOn(context)] : [],
    cpu: [offTheProcessors(context)],
  }[placement];
  const today = ranking.load.status === 'known' ? ranking.load.mid : undefined;
  const read = (measure: string) =>
    measure === tokensADay
      ? today && tokensPerMonth(today) / daysOfMonth
      : getAnswer(profile, measure as QuestionPath);
  return steps.map(step => ({
    ...step,
    triggers: listOpenTriggers(step, read),
  }));
}

/** Serverless GPUs that rarely scale to zero cost as much as own GPUs, and still have cold starts. */
function toAlwaysOn({ assume }: Context): PlannedStep {
  const on = 2 * assume.get('worthwhileGpuUse');
  return {
    id: 'own-gpu',
    title: 'Model server on own GPUs',
    description: 'The same image runs on GPUs that are always on.',
    triggers: [
      {
        text: `A container runs for more than ${formatShare(on)} of a month.`,
        measure: 'share of time in which a container is on',
        threshold: on,
        unit: 'share',
      },
      {
        text: 'More than 1% of calls hit a cold start.',
        measure: 'share of cold starts',
        threshold: 0.01,
        unit: 'share',
      },
    ],
  };
}

/** The utilisation that own GPUs would have at a volume, as they would at the break-even. */
function tokensForUse({ cost, assume }: Context): number | undefined {
  const { breakEvenTokensPerMonth, breakEvenUtilisation } = cost;
  if (breakEvenTokensPerMonth === undefined) {
    return undefined;
  }
  const least = assume.get('worthwhileGpuUse');
  return breakEvenUtilisation === undefined || breakEvenUtilisation >= least
    ? breakEvenTokensPerMonth
    : (breakEvenTokensPerMonth * least) / breakEvenUtilisation;
}

function toOwnGpu(context: Context): PlannedStep {
  const { assume } = context;
  const tokens = tokensForUse(context);
  const use = assume.get('worthwhileGpuUse');
  return {
    id: 'own-gpu',
    title: 'Model server on own GPUs',
    description:
      'An open model that passes the same evaluation runs on GPUs that are always on.',
    triggers: [
      ...(tokens === undefined
        ? []
        : [
            {
              text: `Usage exceeds ${formatCount(tokens / daysOfMonth)} tokens a day for a month: own GPUs would then be used above ${formatShare(use)} and cost less.`,
              measure: tokensADay,
              threshold: tokens / daysOfMonth,
              unit: 'tokens a day',
            },
          ]),
      {
        text: 'An open model passes the evaluation at the same threshold.',
        measure: 'score of an open model over that of today',
        threshold: 1,
        unit: 'times',
      },
    ],
  };
}

function secondProvider({ profile, assume }: Context): PlannedStep {
  const limit = assume.get(tokenRate[profile.llm?.quality ?? 'mid']);
  const share = 0.7;
  return {
    id: 'second-provider',
    title: 'A second provider behind a gateway',
    description:
      'A gateway manages keys and budgets, and falls back to another provider.',
    triggers: [
      {
        text: `Peak usage exceeds ${formatShare(share)} of one provider's token limit.`,
        measure: 'tokens a minute at the peak',
        threshold: limit * share,
        unit: 'tokens a minute',
      },
      {
        text: 'More than 1% of calls are rejected or time out.',
        measure: 'share of failed calls',
        threshold: 0.01,
        unit: 'share',
      },
      {
        text: 'A second team starts calling language models.',
        measure: 'team.parallelTeams',
        threshold: 1,
        unit: 'teams',
      },
    ],
  };
}

function backToHosted({ cost, assume }: Context): PlannedStep {
  const use = cost.breakEvenUtilisation ?? assume.get('worthwhileGpuUse');
  return {
    id: 'hosted-api',
    title: 'Hosted API',
    description: 'The same model, or a better one, from a provider.',
    triggers: [
      {
        text: `The GPUs are idle for more than ${formatShare(1 - use)} of a month.`,
        measure: 'share of GPU time without work',
        threshold: 1 - use,
        unit: 'share',
      },
      {
        text: 'A hosted model scores more than 10% higher on the evaluation.',
        measure: 'score of a hosted model over that of today',
        threshold: 1.1,
        unit: 'times',
      },
    ],
  };
}

function offTheProcessors({ ranking: { load } }: Context): PlannedStep {
  const requirement =
    load.status === 'known' ? load.mid.requirement : undefined;
  return {
    id: 'hosted-api',
    title: 'Hosted API or own GPUs',
    description: "The model moves off the application's CPUs.",
    triggers: [
      {
        text: requirement
          ? `The p95 exceeds ${formatSeconds(requirement.seconds)}.`
          : 'Requests wait for the model.',
        measure: 'p95 latency at the peak',
        threshold: requirement?.seconds ?? 1,
        unit: 's',
      },
      {
        text: 'The small model fails the evaluation.',
        measure: 'share of failed cases over what is allowed',
        threshold: 1,
        unit: 'times',
      },
    ],
  };
}
