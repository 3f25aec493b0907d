import { explainScore, Ranking, toFit, weightedPoints } from '../choice/rank';
import { Driver, Verdict } from '../choice/schemas';

/** The contributions of the criteria to the gap between first and second; they sum to it. */
export function rankDrivers<Id extends string>(
  { winner, runnerUp, comparison }: Ranking<Id>,
  getTitle: (option: Id) => string,
): Driver[] {
  if (!runnerUp) {
    return [];
  }
  const [ahead, behind] = [winner, runnerUp].map(score =>
    explainScore(score, comparison),
  );
  const [gains, losses] = [winner, runnerUp].map(({ scores }) =>
    weightedPoints(scores),
  );
  return ahead.contributions
    .map((contribution, index) => {
      const other = behind.contributions[index];
      const points = gains[index] - losses[index];
      const sides = [
        `${getTitle(winner.option)} – ${contribution.reason}`,
        `${getTitle(runnerUp.option)} – ${other.reason}`,
      ];
      const { title } = winner.scores[index].criterion;
      return {
        criterion: contribution.criterion,
        points,
        text: `${title}: ${(points >= 0 ? sides : sides.reverse()).join(' ')}`,
      };
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map(driver => ({ ...driver, points: toFit(driver.points) }));
}

/** How far the winner leads the runner-up, in points of fit; 0 without one. */
export const computeMargin = <Id extends string>({
  winner,
  runnerUp,
}: Ranking<Id>): number => (runnerUp ? winner.fit - runnerUp.fit : 0);

export interface ChoiceWords {
  /** The titles of the winner and the runner-up, within a sentence. */
  titles: readonly [first: string, second?: string];
  recommended: string;
  noneEligible: string;
  notEnoughAnswers: string;
  /** Ends a sentence on two good choices. */
  goodChoices: string;
}

export function recommendationText(
  { winner, runnerUp }: Ranking<string>,
  verdict: Verdict,
  words: ChoiceWords,
): string {
  const [first, second] = words.titles;
  if (winner.tier === 'out') {
    return words.noneEligible;
  }
  if (verdict === 'not-enough-answers') {
    return words.notEnoughAnswers;
  }
  return verdict === 'close' && runnerUp
    ? `Close: both ${first} and ${second} ${words.goodChoices}.`
    : words.recommended;
}
