import { plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { eligibility, Eligibility } from './eligibility';
import { draws, weightNoise } from './draws';
import { LeadTable } from './LeadTable';
import { pairs, pathsOf } from './openAnswers';
import { Confidence } from './schemas';

/**
 * How often the same pattern wins for the core when weights and uncertain numbers are drawn anew. A
 * draw counts for a pattern only if it wins whatever the open answers turn out to be, so opening an
 * answer never raises the confidence. The draws are the same for every profile.
 */
export function confidenceOf(
  profile: Profile,
  options: RankingOptions,
): Confidence {
  const { model, weights, assume } = options;
  const eligible = eligibility(profile, options);
  const leads = new LeadTable(profile, eligible, options);
  const spread = assume.get('weightSpread');
  const usual = model.criteria.map(
    ({ id, demand }) => weights[id] ?? demand.weight,
  );
  const noise = weightNoise(model.criteria.length);
  const wins = plainPatterns.map(() => 0);
  const leadsInDraw = new Float64Array(pairs.length);

  for (let draw = 0; draw < draws; draw++) {
    const least = leads.inDraw(draw);
    leadsInDraw.fill(0);
    for (let i = 0; i < usual.length; i++) {
      const weight = usual[i] * (1 + spread * noise[draw * usual.length + i]);
      for (let pair = 0; pair < pairs.length; pair++) {
        leadsInDraw[pair] += weight * least[i][pair];
      }
    }
    const winner = winnerOf(leadsInDraw, eligible);
    if (winner !== undefined) {
      wins[winner] += 1;
    }
  }

  const possible = eligible.possible.filter(Boolean).length;
  return {
    draws,
    wins: Object.fromEntries(
      plainPatterns.map((pattern, index) => [pattern, wins[index]]),
    ) as Confidence['wins'],
    undecided: draws - wins.reduce((sum, won) => sum + won, 0),
    guess: 1 / Math.max(possible, 1),
    openAnswers: openAnswersOf(profile, eligible, leads, usual, options),
  };
}

/** The share of draws that one pattern wins, and never less than a guess. */
export function shareOfWins({ draws: all, wins, guess }: Confidence): number {
  return Math.max(guess, ...Object.values(wins).map(won => won / all));
}

/** The pattern that leads every one that may be eligible, if it is eligible for sure. */
function winnerOf(
  leads: Float64Array,
  { certain, possible }: Eligibility,
): number | undefined {
  for (let pattern = 0; pattern < plainPatterns.length; pattern++) {
    const wins =
      certain[pattern] &&
      pairs.every(
        ([one, other], pair) =>
          one !== pattern || !possible[other] || leads[pair] > 0,
      );
    if (wins) {
      return pattern;
    }
  }
  return undefined;
}

/** Open answers that can take the lead from the best pattern, by how much they may take. */
function openAnswersOf(
  profile: Profile,
  eligible: Eligibility,
  leads: LeadTable,
  weights: readonly number[],
  { model }: RankingOptions,
): string[] {
  const nominal = leads.nominal();
  const doubt = new Map<string, number>(
    eligible.open.map(path => [path, Infinity]),
  );
  model.criteria.forEach((criterion, index) => {
    const open = pathsOf(criterion).filter(
      path => getAnswer(profile, path) === undefined,
    );
    const most = -Math.min(0, ...nominal[index]) * weights[index];
    for (const path of new Set(open)) {
      doubt.set(path, (doubt.get(path) ?? 0) + most);
    }
  });
  return [...doubt]
    .filter(([, points]) => points > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([path]) => path);
}
