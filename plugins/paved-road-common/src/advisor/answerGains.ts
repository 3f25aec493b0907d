import { recommendWithConfidence } from './advise';
import { DecisionModel, defaultModel } from './options/DecisionModel';
import { answerAt } from './profile/priors';
import { Profile } from './profile/profile';
import { AdviceRequest } from './profile/request';
import { placementMeasurer } from './quantities/languageModels/measurePlacement';
import { Draws } from './choice/Axis';
import { drawAnswers } from './choice/confidence';
import { patternAxis } from './choice/patternAxis';
import { placementAxis } from './choice/placementAxis';
import { eligibleWinner } from './choice/rank';

/**
 * What each open answer costs in certainty: how far the chance of the best pattern or placement would rise on average if
 * only that question were answered, 0..1, the larger of both. With all of them answered, it rises to `ifAnswered`.
 *
 * @returns by path of the question, without those that cost nothing
 * @throws InputError as `advise`
 * @public
 */
export function estimateAnswerGains(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): Record<string, number> {
  const answer = recommendWithConfidence(request, model);
  const { application, placed, aside, profile, recommendation } = answer;
  const found = [
    estimateGains(
      drawAnswers(
        application.profile,
        recommendation.ranking,
        patternAxis(aside),
      ),
      application.profile,
    ),
  ];
  if (placed && eligibleWinner(placed.ranking)) {
    const assume = answer.assume.fork();
    const axis = placementAxis({
      model,
      weights: request.weights ?? {},
      assume,
      measure: placementMeasurer(model.languageModels, assume),
    });
    found.push(
      estimateGains(drawAnswers(profile, placed.ranking, axis), profile),
    );
  }
  const gains = new Map<string, number>();
  for (const [path, gain] of found.flat()) {
    if (gain > (gains.get(path) ?? 0)) {
      gains.set(path, gain);
    }
  }
  return Object.fromEntries(gains);
}

function estimateGains<Option extends string>(
  { open, chances }: Draws<Option>,
  profile: Profile,
): [path: string, gain: number][] {
  return open.map(({ question, quantiles }) => {
    const answers = chances.map((_, draw) =>
      answerAt(question, quantiles[draw], profile),
    );
    const groups = groupByAnswer(answers, chances);
    return [question.path, averageGain(groups, chances)];
  });
}

/** The chances by answer: a choice by its values, a number by its lower and upper half. */
function groupByAnswer<T>(
  answers: readonly (string | number)[],
  chances: readonly T[],
): T[][] {
  const numbers = answers.filter(answer => typeof answer === 'number');
  const middle = numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
  const groups = Map.groupBy(chances.keys(), draw => {
    const answer = answers[draw];
    return typeof answer === 'number' ? answer >= middle : answer;
  });
  return [...groups.values()].map(draws => draws.map(draw => chances[draw]));
}

/** How far the average chance of the best option rises when the draws are known by group. */
function averageGain<Option extends string>(
  groups: readonly Readonly<Record<Option, number>>[][],
  all: readonly Readonly<Record<Option, number>>[],
): number {
  const options = Object.keys(all[0]) as Option[];
  const average = (of: readonly Readonly<Record<Option, number>>[]) =>
    options.map(
      option => of.reduce((sum, chance) => sum + chance[option], 0) / of.length,
    );
  const mean = average(all);
  const means = groups.map(average);
  const square = (value: number) => value * value;
  const squares = (values: readonly number[], centre: readonly number[]) =>
    values.reduce((sum, value, i) => sum + square(value - centre[i]), 0);
  let between = 0;
  let within = 0;
  groups.forEach((group, index) => {
    between += group.length * squares(means[index], mean);
    for (const chance of group) {
      within += squares(
        options.map(option => chance[option]),
        means[index],
      );
    }
  });
  const spare = all.length - groups.length;
  if (groups.length < 2 || spare < 1 || between === 0) {
    return 0;
  }
  // The other open answers move the means of a few draws as well, by the share that the spread within groups explains.
  const byChance = (within / spare / between) * (groups.length - 1);
  const kept = Math.max(0, 1 - byChance);
  const ifAnswered = groups.reduce(
    (sum, group, index) =>
      sum +
      (group.length / all.length) *
        Math.max(
          ...mean.map(
            (value, option) => value + kept * (means[index][option] - value),
          ),
        ),
    0,
  );
  return Math.max(0, ifAnswered - Math.max(...mean));
}
