import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount, formatSeconds, formatShare } from '../quantities/format';
import { RoadmapTrigger } from '../roadmap/schemas';
import { Profile } from '../profile';
import { getAnswer, QuestionPath } from '../questions';
import { Placement } from './placements';
import { tokenRate } from './quantities/hostedApi';
import { PlacementRanking } from './rankPlacements';
import { LanguageModelAdvice } from './schemas';
import { tokensPerMonth } from './TokenLoad';

type Step = LanguageModelAdvice['roadmap'][number];

interface Context {
  profile: Profile;
  ranking: PlacementRanking;
  cost: LanguageModelAdvice['cost'];
  assume: AssumptionSet;
}

const daysOfMonth = 730 / 24;

const tokensADay = 'tokens a day';

/**
 * Where the model may run later, with the measurable sign for each step: what was measured, not what was guessed.
 * Nothing leads to where the model cannot run, and no sign is one that is met already.
 */
export function placementRoadmapOf(
  placement: Placement,
  context: Context,
): Step[] {
  const { ranking, profile } = context;
  const isOpen = (id: Placement) =>
    ranking.placements.some(
      score => score.placement === id && score.standing !== 'out',
    );
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
  const isMet = ({ measure, threshold }: RoadmapTrigger) => {
    const value =
      measure === tokensADay
        ? today && tokensPerMonth(today) / daysOfMonth
        : getAnswer(profile, measure as QuestionPath);
    return (
      typeof value === 'number' &&
      typeof threshold === 'number' &&
      value > threshold
    );
  };
  return steps.map(step => ({
    ...step,
    triggers: step.triggers.filter(trigger => !isMet(trigger)),
  }));
}

/** Serverless GPUs that are hardly ever off cost as much as own ones, and start cold in between. */
function toAlwaysOn({ assume }: Context): Step {
  const on = 2 * assume.get('worthwhileGpuUse');
  return {
    id: 'own-gpu',
    title: 'Model server on own GPUs',
    description: 'The same image runs on GPUs that are always on.',
    triggers: [
      {
        text: `A container is on for more than ${formatShare(on)} of a month.`,
        measure: 'share of time in which a container is on',
        comparison: 'above',
        threshold: on,
        unit: 'share',
      },
      {
        text: 'More than 1 % of the calls meet a cold start.',
        measure: 'share of cold starts',
        comparison: 'above',
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

function toOwnGpu(context: Context): Step {
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
              text: `Tokens pass ${formatCount(tokens / daysOfMonth)} a day for a month: from there on own GPUs would be used above ${formatShare(use)} and cost less.`,
              measure: tokensADay,
              comparison: 'above' as const,
              threshold: tokens / daysOfMonth,
              unit: 'tokens a day',
            },
          ]),
      {
        text: 'An open model passes the evaluation set with the same threshold.',
        measure: 'score of an open model over that of today',
        comparison: 'above',
        threshold: 1,
        unit: 'times',
      },
    ],
  };
}

function secondProvider({ profile, assume }: Context): Step {
  const limit = assume.get(tokenRate[profile.llm?.quality ?? 'mid']);
  const share = 0.7;
  return {
    id: 'second-provider',
    title: 'A second provider behind a gateway',
    description:
      'A gateway holds keys and budgets, and falls back to another provider.',
    triggers: [
      {
        text: `Tokens at the peak pass ${formatShare(share)} of the limit of one provider.`,
        measure: 'tokens a minute at the peak',
        comparison: 'above',
        threshold: limit * share,
        unit: 'tokens a minute',
      },
      {
        text: 'More than 1 % of the calls are refused or time out.',
        measure: 'share of failed calls',
        comparison: 'above',
        threshold: 0.01,
        unit: 'share',
      },
      {
        text: 'A second team starts to call language models.',
        measure: 'team.parallelTeams',
        comparison: 'above',
        threshold: 1,
        unit: 'teams',
      },
    ],
  };
}

function backToHosted({ cost, assume }: Context): Step {
  const use = cost.breakEvenUtilisation ?? assume.get('worthwhileGpuUse');
  return {
    id: 'hosted-api',
    title: 'Hosted API',
    description: 'The same model, or a better one, from a provider.',
    triggers: [
      {
        text: `The GPUs idle for more than ${formatShare(1 - use)} of a month.`,
        measure: 'share of GPU time without work',
        comparison: 'above',
        threshold: 1 - use,
        unit: 'share',
      },
      {
        text: 'A hosted model beats the own one on the evaluation set by more than a tenth.',
        measure: 'score of a hosted model over that of today',
        comparison: 'above',
        threshold: 1.1,
        unit: 'times',
      },
    ],
  };
}

function offTheProcessors({ ranking: { load } }: Context): Step {
  const requirement =
    load.status === 'known' ? load.mid.requirement : undefined;
  return {
    id: 'hosted-api',
    title: 'Hosted API or own GPUs',
    description: 'The model leaves the processors of the application.',
    triggers: [
      {
        text: requirement
          ? `The p95 exceeds ${formatSeconds(requirement.seconds)}.`
          : 'Requests of the application wait for the model.',
        measure: 'p95 latency at the peak',
        comparison: 'above',
        threshold: requirement?.seconds ?? 1,
        unit: 's',
      },
      {
        text: 'The small model fails the evaluation set.',
        measure: 'share of failed cases over what is allowed',
        comparison: 'above',
        threshold: 1,
        unit: 'times',
      },
    ],
  };
}
