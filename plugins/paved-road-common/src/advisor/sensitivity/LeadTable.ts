import { FitContext } from '../fit/supply';
import { plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, QuestionPath, withAnswer } from '../questions';
import { RankingOptions } from '../rankWorkload';
import { stageOf } from '../stage';
import { strata, stratumIn, uncertainPaths } from './draws';
import { Eligibility } from './eligibility';
import { leastLeads } from './openAnswers';

/**
 * The leads of the patterns over each other, by what is drawn for the uncertain numbers. There are
 * few combinations, so each is computed once.
 */
export class LeadTable {
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
