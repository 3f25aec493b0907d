import { PlainPattern } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, Question, QuestionPath, withAnswer } from '../questions';
import { recommend, Recommendation } from '../composition';
import { RankingOptions } from '../rankWorkload';
import { numberFlipsOf } from './numberFlips';
import { isSame, Outcome, outcomeOf, Outcomes, outcomeText } from './outcomes';
import { AnswerFlip, Flips } from './schemas';
import { weightFlipsOf } from './weightFlips';

/**
 * Changes of answers, numbers and weights that would change a recommendation, except those nobody would act on, see
 * `makesSense`.
 */
export function flipsOf(
  profile: Profile,
  recommendation: Recommendation,
  options: RankingOptions,
): Flips {
  const current = outcomeOf(recommendation);
  const flips: Flips = {
    answers: [],
    numbers: [],
    weights: weightFlipsOf(recommendation.ranking, options),
    without: [],
  };
  for (const question of options.questions) {
    if (options.settled.has(question.path)) {
      continue;
    }
    const outcomes = outcomesBy(question, profile, current, options);
    const answers = answerFlipsOf(question, profile, outcomes);
    const numbers = numberFlipsOf(question, outcomes);
    // An answer decides only the core on its own; side work comes and goes with it.
    flips.answers.push(
      ...answers.filter(
        ({ value, core }) =>
          core === current.core ||
          makesSense(question.path, outcomes.answer, value, core),
      ),
    );
    flips.numbers.push(
      ...numbers.filter(
        ({ threshold, core }) =>
          core === current.core ||
          makesSense(question.path, outcomes.answer, threshold, core),
      ),
    );
    if (answers.length === 0 && numbers.length === 0) {
      flips.without.push(question.path);
    }
  }
  return flips;
}

function outcomesBy(
  { path }: Question,
  profile: Profile,
  current: Outcome,
  options: RankingOptions,
): Outcomes {
  return {
    answer: getAnswer(profile, path),
    at: value =>
      outcomeOf(recommend(withAnswer(profile, path, value), options)),
    isCurrent: outcome => isSame(outcome, current),
    textOf: outcomeText,
  };
}

interface Option {
  value: string | number;
  label: string;
}

/** An answer by which something else comes out. */
type AnswerChange = Pick<AnswerFlip, 'path' | 'current' | 'value' | 'text'>;

/** Other choices that change what comes out. */
export function answerFlipsOf<O extends object>(
  question: Question,
  profile: Profile,
  outcomes: Outcomes<O>,
): (AnswerChange & O)[] {
  return optionsOf(question, profile)
    .filter(({ value }) => value !== outcomes.answer)
    .flatMap(({ value, label }) => {
      const outcome = outcomes.at(value);
      return outcomes.isCurrent(outcome)
        ? []
        : [
            {
              path: question.path,
              ...(outcomes.answer !== undefined && {
                current: outcomes.answer,
              }),
              value,
              ...outcome,
              text: `${outcomes.textOf(outcome)} if the answer to “${question.title}” were “${label}”.`,
            },
          ];
    });
}

function optionsOf({ answer }: Question, { llm }: Profile): Option[] {
  switch (answer.kind) {
    case 'choice':
      return answer.options.filter(
        ({ onlyWith }) => onlyWith === undefined || llm !== undefined,
      );
    case 'scale':
      return answer.labels.map((label, index) => ({
        value: index + 1,
        label: `${index + 1}, ${label}`,
      }));
    default:
      return [];
  }
}

/** What a rising or falling number or scale can speak for. */
interface Sense {
  rising: readonly PlainPattern[];
  falling: readonly PlainPattern[];
}

const moreOfATeam: Sense = {
  rising: ['microservices'],
  falling: ['monolith', 'serverless'],
};
const moreOfAMachine: Sense = {
  rising: ['monolith', 'microservices'],
  falling: ['serverless', 'monolith'],
};

const senses: Partial<Record<QuestionPath, Sense>> = {
  'team.devopsMaturity': moreOfATeam,
  'team.teamSize': moreOfATeam,
  'team.parallelTeams': moreOfATeam,
  'workload.requestsPerMonth': moreOfAMachine,
  'workload.inferenceMs': moreOfAMachine,
  'workload.modelSizeGb': moreOfAMachine,
  'workload.memoryGb': moreOfAMachine,
  'workload.dataPerRequestMb': {
    rising: ['monolith'],
    falling: ['microservices', 'serverless'],
  },
  'growth.users': moreOfATeam,
  'growth.models': moreOfATeam,
  'growth.experimentation': {
    rising: ['microservices', 'serverless'],
    falling: ['monolith'],
  },
};

/** Choices that speak against a pattern, whatever speaks for it. */
const nonsense: Partial<
  Record<QuestionPath, Readonly<Record<string, readonly PlainPattern[]>>>
> = {
  'team.distributedExperience': {
    none: ['microservices'],
    production: ['monolith', 'serverless'],
  },
  'product.roadmap': { 'pivot-likely': ['microservices'] },
  'product.driver': {
    'time-to-market': ['microservices'],
    scale: ['monolith'],
  },
  'workload.traffic': {
    steady: ['serverless'],
    sporadic: ['microservices'],
    spiky: ['monolith'],
  },
  'workload.latency': { realtime: ['serverless'] },
  'workload.accelerator': { gpu: ['serverless'], tpu: ['serverless'] },
  'workload.invocation': {
    'in-app': ['microservices', 'serverless'],
    api: ['monolith'],
    event: ['monolith', 'microservices'],
  },
  'workload.state': {
    session: ['serverless'],
    streaming: ['serverless'],
  },
};

/**
 * Whether a person would act on a change: another answer can decide for a pattern that it has nothing to
 * do with, where the patterns are level and the answer only tips them ("functions from two teams"). That is
 * the doubt of a close call, and not a reason.
 *
 * @param from - the answer today; undefined while it is open
 */
export function makesSense(
  path: QuestionPath,
  from: string | number | undefined,
  to: string | number,
  core: PlainPattern,
): boolean {
  const sense = senses[path];
  if (sense && typeof to === 'number') {
    if (typeof from !== 'number') {
      return true;
    }
    return (to > from ? sense.rising : sense.falling).includes(core);
  }
  return !nonsense[path]?.[to]?.includes(core);
}
