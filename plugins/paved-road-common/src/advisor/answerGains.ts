import { recommendWithConfidence } from './advise';
import { Draws, groupByAnswer } from './choice/Axis';
import { DecisionModel, defaultModel } from './options/DecisionModel';
import { QuestionPath } from './profile/questions';
import { AdviceRequest } from './profile/request';

/** Above the rounding errors of sums of chances. */
const noGain = 1e-9;

/**
 * What each open answer costs in certainty: how far the chance of the best pattern or placement would rise on average if
 * only that question were answered, 0..1, the larger of both. With all of them answered, it rises to `ifAnswered`.
 *
 * @returns by path of the question, without questions that cost nothing
 * @throws InputError as `advise`
 * @public
 */
export function estimateAnswerGains(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): Record<string, number> {
  const { application, draws, placed } = recommendWithConfidence(
    request,
    model,
  );
  const found = [
    ...estimateGains(draws).filter(([path]) => !application.settled.has(path)),
    ...(placed?.placement ? estimateGains(placed.draws) : []),
  ];
  const gains = new Map<string, number>();
  for (const [path, gain] of found) {
    if (gain > (gains.get(path) ?? noGain)) {
      gains.set(path, gain);
    }
  }
  return Object.fromEntries(gains);
}

function estimateGains<Option extends string>({
  open,
  chances,
}: Draws<Option>): [path: QuestionPath, gain: number][] {
  return open.map(drawn => {
    const groups = groupByAnswer(drawn).map(draws =>
      draws.map(draw => chances[draw]),
    );
    return [drawn.path, averageGain(groups, chances)];
  });
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
