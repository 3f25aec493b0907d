import { FitContext } from '../fit/supply';
import { plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, QuestionPath, withAnswer } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { stageOf } from '../stage';
import { eligibility, Eligibility } from './eligibility';
import { leastLeads, pairs, pathsOf } from './openAnswers';
import { drawsOf } from './random';
import { Confidence } from './schemas';

const draws = 1000;

/** How far off a number is drawn, as shares of the spread; the middle of five equal parts. */
const strata = [-0.8, -0.4, 0, 0.4, 0.8];

/** Numbers that are estimates or forecasts even where they are answered. */
const uncertainPaths: readonly QuestionPath[] = [
  'workload.requestsPerMonth',
  'workload.inferenceMs',
  'growth.users',
];

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
  const noise = noiseFor(model.criteria.length);
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

/*
 * The leads of the patterns over each other, by what is drawn for the uncertain numbers. There are
 * few combinations, so each is computed once.
 */
class LeadTable {
  readonly #profile: Profile;
  readonly #eligible: Eligibility;
  readonly #options: RankingOptions;
  readonly #known: readonly QuestionPath[];
  readonly #leads = new Map<number, number[][]>();

  constructor(
    profile: Profile,
    eligible: Eligibility,
    options: RankingOptions,
  ) {
    this.#profile = profile;
    this.#eligible = eligible;
    this.#options = options;
    this.#known = uncertainPaths.filter(
      path => getAnswer(profile, path) !== undefined,
    );
  }

  /** By criterion and pair. */
  inDraw(draw: number): number[][] {
    let combination = 0;
    for (const path of this.#known) {
      combination = combination * strata.length + stratumIn(draw, path);
    }
    const known = this.#leads.get(combination);
    if (known) {
      return known;
    }
    const leads = this.#leadsFor(this.#drawnProfile(draw));
    this.#leads.set(combination, leads);
    return leads;
  }

  /** As answered. */
  nominal(): number[][] {
    return this.#leadsFor(this.#profile);
  }

  #drawnProfile(draw: number): Profile {
    const spread = this.#options.assume.get('estimateSpread');
    return this.#known.reduce((profile, path) => {
      const factor = 1 + spread * strata[stratumIn(draw, path)];
      const drawn = Number(getAnswer(profile, path)) * factor;
      return withAnswer(
        profile,
        path,
        path === 'growth.users' ? Math.max(1, drawn) : drawn,
      );
    }, this.#profile);
  }

  #leadsFor(profile: Profile): number[][] {
    const { model, assume, measure } = this.#options;
    const { certain, possible } = this.#eligible;
    const context: FitContext = {
      model,
      profile,
      stage: stageOf(profile, assume),
      measures: measure(profile),
      eligible: plainPatterns.filter((_, index) => possible[index]),
      assume,
    };
    // Which pattern is the cheapest depends on which are eligible.
    const isMeasureOpen = certain.some((is, index) => is !== possible[index]);
    return model.criteria.map(criterion =>
      leastLeads(criterion, context, isMeasureOpen),
    );
  }
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

const noiseByCriteria = new Map<number, Float64Array>();

/*
 * Every second draw is the mirror image of the one before it: what one weight gains in one, it loses
 * in the other, so that the draws lean to no side.
 */
function noiseFor(criteria: number): Float64Array {
  const known = noiseByCriteria.get(criteria);
  if (known) {
    return known;
  }
  const noise = new Float64Array(draws * criteria);
  const halves = drawsOf((draws / 2) * criteria, 0);
  for (let draw = 0; draw < draws / 2; draw++) {
    for (let i = 0; i < criteria; i++) {
      const value = halves[draw * criteria + i];
      noise[2 * draw * criteria + i] = value;
      noise[(2 * draw + 1) * criteria + i] = -value;
    }
  }
  noiseByCriteria.set(criteria, noise);
  return noise;
}

const strataByPath = new Map<QuestionPath, Float64Array>(
  uncertainPaths.map((path, index) => [path, drawsOf(draws, index + 1)]),
);

function stratumIn(draw: number, path: QuestionPath): number {
  const position = (strataByPath.get(path)![draw] + 1) / 2;
  return Math.min(strata.length - 1, Math.floor(position * strata.length));
}
