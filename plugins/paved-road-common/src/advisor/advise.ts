import { Advice, Driver } from './advice';
import { checkAnswers, checkWeights } from './checkRequest';
import { Composition } from './composition';
import { DecisionModel, defaultModel } from './DecisionModel';
import { explainScore } from './fit/scorePatterns';
import { patternDescriptions } from './model';
import { noticesOf } from './notices/noticesOf';
import { Pattern, plainPatterns } from './patterns';
import { Profile } from './profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { measurer } from './quantities/measure';
import { quantify } from './quantities/quantify';
import { getAnswer } from './questions';
import { Ranking, RankingOptions } from './rankWorkload';
import { recommend } from './recommend';
import { AdviceRequest } from './request';
import { findRisks } from './risks/findRisks';
import { subjectsOf } from './risks/subjects';
import { roadmapOf } from './roadmap/roadmapOf';
import { confidenceOf, shareOfWins } from './sensitivity/confidence';
import { flipsOf } from './sensitivity/flips';
import { tradeOffsOf } from './tradeOffsOf';

const titleOf = (id: Pattern) => patternDescriptions[id].title;

/**
 * Ranks the patterns for a workload and explains the result. Pure and deterministic: the same
 * request and model give the same result, in Node and in the browser.
 *
 * @throws InputError when an assumption, a weight or an answer is not one of the model, or its value
 * makes no sense
 * @public
 */
export function advise(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): Advice {
  const { profile, weights = {}, decision, observed = {} } = request;
  checkAnswers(profile, model);
  checkWeights(weights, model);
  const platform = request.platform ?? model.defaultPlatform;
  const assume = new AssumptionSet(request.assumptions, model.assumptions);
  const optionsWith = (assumed: AssumptionSet): RankingOptions => ({
    model,
    platform,
    weights,
    assume: assumed,
    measure: measurer(model.platforms[platform], assumed),
  });

  const recommendation = recommend(profile, optionsWith(assume));
  const { ranking, stage, pattern, core, background } = recommendation;
  const { winner, runnerUp } = ranking;
  const quantities = quantify(
    ranking.measures,
    model.platforms[platform],
    assume,
  );
  const breakEven = quantities.breakEvenRequestsPerMonth;
  // What is only tried out leaves no trace among the assumptions of the result.
  const aside = optionsWith(assume.fork());
  const confidence = confidenceOf(profile, aside);
  const margin = runnerUp ? winner.fit - runnerUp.fit : 0;
  const isOutdrawn = plainPatterns.some(
    other =>
      other !== winner.pattern && confidence.wins[other] > confidence.draws / 2,
  );
  const subjects = subjectsOf(
    recommendation,
    decision?.pattern,
    observed.pattern,
  );

  return {
    modelVersion: model.version,
    platform,
    ...completenessOf(profile, model),
    ranking: ranking.patterns.map(explainScore),
    recommendation: {
      pattern,
      core,
      ...(background && { background }),
      ...(runnerUp && { runnerUp: runnerUp.pattern }),
      margin,
      tooClose:
        runnerUp !== undefined &&
        (margin < assume.get('tooClose') || isOutdrawn),
      confidence: shareOfWins(confidence),
      stage: stage.stage,
      text: winner.eligible
        ? sentenceFor(recommendation)
        : `No pattern is eligible. The nearest by fit is ${titleOf(pattern).toLowerCase()}.`,
    },
    drivers: driversOf(ranking),
    confidence,
    flips: flipsOf(profile, recommendation, aside),
    tradeOffs: tradeOffsOf(
      explainScore(winner),
      id => model.criteria.find(found => found.id === id)?.title ?? id,
    ),
    roadmap: roadmapOf({
      profile,
      stage: stage.stage,
      // What a person decided is the road that is taken.
      taken: subjects.find(({ kind }) => kind === 'chosen') ?? subjects[0],
      breakEven,
      assume,
    }),
    notices: noticesOf(profile, model, assume),
    risks: findRisks(subjects, {
      profile,
      stage: stage.stage,
      quantities,
      assume,
      model,
      observed,
    }),
    cost: {
      perPattern: quantities.cost,
      ...(breakEven !== undefined && { breakEvenRequestsPerMonth: breakEven }),
      curve: quantities.curve,
    },
    latency: { perPattern: quantities.latency },
    assumptions: assume.used(),
  };
}

function completenessOf(
  profile: Profile,
  { questions }: DecisionModel,
): Pick<Advice, 'completeness' | 'unanswered'> {
  const unanswered = questions
    .filter(({ path }) => getAnswer(profile, path) === undefined)
    .map(({ path }) => path);
  return {
    completeness: 1 - unanswered.length / questions.length,
    unanswered,
  };
}

function sentenceFor({ pattern, core, background }: Composition): string {
  return background
    ? `${titleOf(pattern)}: the core path as ${titleOf(core).toLowerCase()}, background work as ${titleOf(background).toLowerCase()}.`
    : `${titleOf(pattern)}: ${patternDescriptions[pattern].description}`;
}

/** The contributions of the criteria to the gap between winner and runner-up; they sum to it. */
function driversOf({ winner, runnerUp }: Ranking): Driver[] {
  if (!runnerUp) {
    return [];
  }
  const [ahead, behind] = [winner, runnerUp].map(explainScore);
  return ahead.contributions
    .map((contribution, index) => {
      const other = behind.contributions[index];
      const points = contribution.points - other.points;
      const sides = [
        `${titleOf(ahead.pattern)} – ${contribution.reason}`,
        `${titleOf(behind.pattern)} – ${other.reason}`,
      ];
      const { title } = winner.scores[index].criterion;
      return {
        criterion: contribution.criterion,
        points,
        text: `${title}: ${(points >= 0 ? sides : sides.reverse()).join(' ')}`,
      };
    })
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
