import { QuestionPath } from '../profile/questions';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Draws, groupByAnswer } from './Axis';
import { OptionConfidence } from './confidence';

/** What each open answer costs in certainty, see `estimateAnswerGains` of the API. */
export function estimateGains<Option extends string>({
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

/**
 * The fewest open answers that would on average settle a verdict of not enough answers, most valuable first.
 *
 * @param required - open answers that no other one can replace
 */
export function findNextAnswers<Option extends string>(
  { expected, ifAnswered, openAnswers }: OptionConfidence<Option>,
  draws: Draws<Option>,
  assume: AssumptionSet,
  {
    required = [],
    isAsked = () => true,
  }: {
    required?: readonly QuestionPath[];
    isAsked?: (path: QuestionPath) => boolean;
  } = {},
): QuestionPath[] {
  const best = Math.max(...Object.values<number>(expected));
  const missing = Math.min(
    assume.get('clearChance') - best,
    ifAnswered - best - assume.get('openGain'),
  );
  const gains = estimateGains(draws)
    .filter(([path]) => isAsked(path))
    .sort(([, a], [, b]) => b - a);
  const total = gains.reduce((sum, [, gain]) => sum + gain, 0);
  // Answers can settle together what none of them settles alone.
  const share = total > 0 ? Math.max(1, (ifAnswered - best) / total) : 0;
  const next = gains
    .map(([path]) => path)
    .filter(path => required.includes(path));
  let gained = gains
    .filter(([path]) => next.includes(path))
    .reduce((sum, [, gain]) => sum + gain * share, 0);
  for (const [path, gain] of gains) {
    if (gained >= missing && next.length > 0) {
      break;
    }
    if (gain > 0 && !next.includes(path)) {
      next.push(path);
      gained += gain * share;
    }
  }
  // Every single answer may be worth nothing.
  return next.length > 0
    ? next
    : gains
        .map(([path]) => path)
        .filter(path => openAnswers.includes(path))
        .slice(0, 1);
}
