import { findNextAnswers } from './choice/answerGains';
import { isEligible, Score, explainScore } from './choice/rank';
import { findPatternFlips, patternAxis } from './choice/patternAxis';
import {
  computeMargin,
  rankDrivers,
  recommendationText,
} from './explain/explainChoice';
import { Advice, TradeOff } from './explain/advice';
import { RankedPattern, Verdict } from './choice/schemas';
import { checkAnswers, checkLanguageModel, checkWeights } from './checkRequest';
import {
  Composition,
  isModelSideWork,
  recommend,
  Recommendation,
} from './choice/composition';
import { DecisionModel, defaultModel } from './options/DecisionModel';
import { CriterionId } from './profile/ids';
import { patternDescriptions } from './options/patterns/descriptions';
import { placementDescriptions } from './options/placements/descriptions';
import { findRemarks } from './explain/findRemarks';
import { getCorePattern, Pattern, PlainPattern } from './profile/patterns';
import { Placement } from './profile/placements';
import { toApplication } from './choice/application';
import { mayRunModel } from './explain/recommendedPlacement';
import { ExplainedPlacement, explainPlacement, placeModel } from './placeModel';
import { Profile } from './profile/profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { withHybrid, quantify } from './quantities/quantify';
import {
  filterAskedQuestions,
  isOpen,
  Question,
  QuestionPath,
  withoutUnusedAnswers,
} from './profile/questions';
import { rankingOptions, PatternRanking } from './choice/rankWorkload';
import { AdviceRequest, Decision } from './profile/request';
import { findRisks } from './explain/risks/findRisks';
import { RiskContext, RiskSubject } from './explain/risks/types';
import { buildRoadmap } from './explain/roadmap/buildRoadmap';
import { estimateConfidence, classifyConfidence } from './choice/confidence';

const patternTitle = (id: Pattern) => patternDescriptions[id].title;

/** A score in words, criterion by criterion. */
const explainPattern = (
  score: Score<PlainPattern>,
  { comparison }: PatternRanking,
): RankedPattern => ({
  pattern: score.option,
  ...explainScore(score, comparison),
});

/**
 * Ranks the patterns for a workload and explains the result. Pure and deterministic: the same
 * request and model give the same result, in Node and in the browser.
 *
 * @throws InputError if an assumption, a weight or an answer is unknown to the model, or its value makes no sense
 * @public
 */
export function advise(
  request: AdviceRequest,
  model: DecisionModel = defaultModel,
): Advice {
  return explainAnswer(request, model, recommendWithConfidence(request, model));
}

/** Explains a computed answer in words; the second half of {@link advise}. */
export function explainAnswer(
  request: AdviceRequest,
  model: DecisionModel,
  answer: Answer,
): Advice {
  const { observed = {} } = request;
  const decision: Partial<Decision> | undefined = request.decision;
  const { profile, assume, platform, placed, application } = answer;
  const { recommendation, aside, asked, confidence, draws, verdict } = answer;
  const { ranking, stage, pattern, core, background } = recommendation;
  const { winner, runnerUp } = ranking;
  const explained = placed && explainPlacement(profile, placed);
  const subjects = listRiskSubjects(
    recommendation,
    decision?.pattern,
    observed.pattern,
  );
  const platformModel = model.platforms[platform];
  const measures = answer.options.measure(application.profile);
  const quantities = quantify(measures, platformModel, assume);
  const hybrid = subjects.find(subject => subject.pattern === 'hybrid');
  const { cost, latency } = hybrid
    ? withHybrid(
        {
          core: hybrid.core,
          isModelSide: isModelSideWork(
            application.profile,
            stage,
            answer.options,
          ),
        },
        quantities,
        measures.workload,
        platformModel,
        assume,
      )
    : quantities;
  const breakEven = quantities.breakEvenRequestsPerMonth;

  return {
    modelVersion: model.version,
    platform,
    ...toCompletenessFields(profile, asked),
    ranking: ranking.options.map(score => explainPattern(score, ranking)),
    ...(explained && { placements: explained.ranks }),
    recommendation: {
      pattern,
      ...(placed?.placement && { placement: placed.placement }),
      core,
      ...(background && { background }),
      ...(runnerUp && { runnerUp: runnerUp.option }),
      margin: computeMargin(ranking),
      verdict,
      tooClose: verdict === 'close',
      confidence: confidence.expected[core],
      worstCase: confidence.worstCase[core],
      stage: stage.stage,
      text: explained
        ? textWithModel(recommendation, verdict, explained, decision?.placement)
        : patternText(recommendation, verdict),
    },
    drivers: rankDrivers(ranking, patternTitle),
    confidence: {
      ...confidence,
      nextAnswers:
        verdict === 'not-enough-answers'
          ? findNextAnswers(confidence, draws, assume, {
              isAsked: path => !application.settled.has(path),
            })
          : [],
    },
    flips: findPatternFlips(application.profile, recommendation, aside),
    tradeOffs: findTradeOffs(
      explainPattern(winner, ranking),
      id => model.criteria.find(found => found.id === id)?.title ?? id,
    ),
    roadmap: buildRoadmap({
      profile,
      // A person's decision takes precedence.
      taken: subjects.find(({ kind }) => kind === 'chosen') ?? subjects[0],
      built: subjects.find(({ kind }) => kind === 'observed'),
      breakEven,
      isModelElsewhere: application.call !== undefined,
      assume,
    }),
    notices: findRemarks(profile, model, assume, decision),
    risks: findRisks(subjects, {
      profile,
      stage: stage.stage,
      quantities,
      assume,
      model,
      observed,
      ...(placed &&
        explained && {
          placed: {
            subjects: placedSubjects(placed.placement, decision),
            context: {
              profile,
              load: placed.ranking.load,
              cost: explained.advice.cost,
              isEligible: id => isEligible(placed.ranking, id),
              priceDate: explained.advice.priceDate,
              assume,
            },
          },
        }),
    }),
    cost: {
      perPattern: cost,
      ...(breakEven !== undefined && { breakEvenRequestsPerMonth: breakEven }),
      curve: quantities.curve,
    },
    latency: { perPattern: latency },
    ...(explained && { languageModel: explained.advice }),
    assumptions: assume.used(),
  };
}

export type Answer = ReturnType<typeof recommendWithConfidence>;

/**
 * Computes the recommendation and its confidence: the part of {@link advise} that decides.
 *
 * @throws InputError as {@link advise}
 */
export function recommendWithConfidence(
  request: AdviceRequest,
  model: DecisionModel,
) {
  const { weights = {} } = request;
  const decision: Partial<Decision> | undefined = request.decision;
  checkAnswers(request.profile, model);
  checkLanguageModel(request.profile, decision);
  checkWeights(weights, model);
  const platform = request.platform ?? model.defaultPlatform;
  const assume = new AssumptionSet(request.assumptions, model.assumptions);
  // Trial computations must not mark assumptions as used.
  const assumeAside = assume.fork();
  const placed =
    request.profile.llm &&
    placeModel(request.profile, { model, weights }, assume, assumeAside);
  const runsModel = mayRunModel({ languageModel: placed }, decision?.placement);
  const profile = placed
    ? withoutUnusedAnswers(model.questions, request.profile, runsModel)
    : request.profile;
  const application = placed
    ? toApplication(profile, placed.ranking, assume, decision?.placement)
    : { profile, settled: new Set<QuestionPath>() };
  const optionsWith = (assumed: AssumptionSet) =>
    rankingOptions({ model, platform, weights, assume: assumed }, application);
  const options = optionsWith(assume);
  const recommendation = recommend(application.profile, options);
  const aside = optionsWith(assumeAside);
  const { confidence, draws } = estimateConfidence(
    application.profile,
    recommendation.ranking,
    patternAxis(aside),
  );
  return {
    /** The answers that count. */
    profile,
    platform,
    assume,
    placed,
    application,
    options,
    recommendation,
    aside,
    asked: filterAskedQuestions(model.questions, profile, runsModel).filter(
      ({ path, forPlacement }) =>
        forPlacement || !application.settled.has(path),
    ),
    confidence,
    draws,
    verdict: classifyConfidence(recommendation.core, confidence, assume),
  };
}

function toCompletenessFields(
  profile: Profile,
  asked: readonly Question[],
): Pick<Advice, 'completeness' | 'unanswered'> {
  const unanswered = asked
    .filter(({ path }) => isOpen(profile, path))
    .map(({ path }) => path);
  return {
    completeness: 1 - unanswered.length / asked.length,
    unanswered,
  };
}

function patternText(
  { ranking, ...composition }: Recommendation,
  verdict: Verdict,
): string {
  const { runnerUp } = ranking;
  return recommendationText(ranking, verdict, {
    titles: [
      patternTitle(composition.pattern).toLowerCase(),
      runnerUp && patternTitle(runnerUp.option).toLowerCase(),
    ],
    recommended: sentenceFor(composition),
    noneEligible: `No pattern is eligible. The closest by fit is ${patternTitle(composition.pattern).toLowerCase()}.`,
    notEnoughAnswers:
      'Not enough answers to recommend a pattern. Answer more questions to get a recommendation.',
    goodChoices: 'are good choices',
  });
}

/**
 * One sentence for pattern and placement if both are clear, otherwise one for each.
 *
 * @param decided - the placement that the pattern is for, if a person decided
 */
function textWithModel(
  recommendation: Recommendation,
  verdict: Verdict,
  { advice, beside }: ExplainedPlacement,
  decided: Placement | undefined = advice.placement,
): string {
  const { pattern, core, background, ranking } = recommendation;
  if (verdict !== 'clear' || ranking.winner.tier === 'out') {
    return `${patternText(recommendation, verdict)} ${advice.text}`;
  }
  const title = patternTitle(pattern);
  const parts = background
    ? `: the core path as ${patternTitle(core).toLowerCase()}, background work as ${patternTitle(background).toLowerCase()}`
    : '';
  if (decided && decided !== advice.placement) {
    return `${title}${parts}, computed for the decided ${placementDescriptions[decided].title}. ${advice.text}`;
  }
  return advice.placement && advice.verdict === 'clear'
    ? `${title} ${beside}${parts}.`
    : `${title}${parts || ' around the model'}. ${advice.text}`;
}

function sentenceFor({ pattern, core, background }: Composition): string {
  return background
    ? `${patternTitle(pattern)}: the core path as ${patternTitle(core).toLowerCase()}, background work as ${patternTitle(background).toLowerCase()}.`
    : `${patternTitle(pattern)}: ${patternDescriptions[pattern].description}`;
}

/** The subjects of risks: the recommendation, and a different decision or build. */
function listRiskSubjects(
  recommended: Recommendation,
  chosen: Pattern | undefined,
  observed: Pattern | undefined,
): RiskSubject[] {
  const { pattern, core, background, ranking } = recommended;
  const subjectFor = (
    kind: RiskSubject['kind'],
    other: Pattern,
  ): RiskSubject => ({
    kind,
    pattern: other,
    core: getCorePattern(
      other,
      recommended,
      ranking.options.map(({ option }) => ({ pattern: option })),
    ),
    separateBackground: other === 'hybrid',
  });
  return [
    {
      kind: 'recommended',
      pattern,
      core,
      separateBackground: background !== undefined,
    },
    ...(chosen && chosen !== pattern ? [subjectFor('chosen', chosen)] : []),
    ...(observed ? [subjectFor('observed', observed)] : []),
  ];
}

/** The placements to check for risks: the recommended one, and the decided one if it differs. */
function placedSubjects(
  placement: Placement | undefined,
  { placement: chosen }: Partial<Decision> = {},
): NonNullable<RiskContext['placed']>['subjects'] {
  return [
    ...(placement ? [{ kind: 'recommended' as const, placement }] : []),
    ...(chosen && chosen !== placement
      ? [{ kind: 'chosen' as const, placement: chosen }]
      : []),
  ];
}

/** Supply from which a pattern counts as good at a criterion, even with a higher demand. */
const goodSupply = 4;

/**
 * The trade-offs of a pattern in words, worst first, without criteria that it is good at.
 *
 * @param getTitle - returns the title of a criterion
 * @public
 */
export function findTradeOffs(
  { contributions }: RankedPattern,
  getTitle: (criterion: CriterionId) => string,
): TradeOff[] {
  const total = contributions.reduce((sum, { weight }) => sum + weight, 0);
  return contributions
    .filter(
      ({ weight, shortfall, supply }) =>
        weight > 0 && shortfall > 0 && (supply ?? 0) < goodSupply,
    )
    .map(({ criterion, weight, shortfall, reason }) => ({
      criterion,
      points: (100 * weight * shortfall) / total,
      text: `${getTitle(criterion)}: ${reason}`,
    }))
    .sort((a, b) => b.points - a.points);
}
