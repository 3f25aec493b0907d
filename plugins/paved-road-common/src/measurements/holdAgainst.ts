import { Advice } from '../advisor/advice';
import { Answer, computeAnswer, explainAnswer } from '../advisor/advise';
import { DecisionModel } from '../advisor/DecisionModel';
import { Pattern } from '../advisor/patterns';
import { Placement } from '../advisor/placement/placements';
import { Profile } from '../advisor/profile';
import {
  filterAskedQuestions,
  getAnswer,
  QuestionPath,
  withAnswers,
} from '../advisor/questions';
import { AdviceRequest, Decision, toAdviceRequest } from '../advisor/request';
import {
  evaluateTriggers,
  flipDistance,
  evaluateFlips,
  evaluateRequirement,
  week,
} from './announced';
import { findDrift, ObservedArchitecture } from './drift';
import { Measure, listMeasures } from './measures';
import {
  AssumedMeasurement,
  Measured,
  MeasuredCondition,
  Measurement,
  Prediction,
} from './schemas';

/** A decision is held against what is measured by what it was made with. @public */
export interface HeldAssessment extends Omit<AdviceRequest, 'observed'> {
  id: string;
  entityRef: string;
  /** As it was when it was decided. */
  advice: Advice;
  decision?: Decision;
  /** When it was approved, ISO 8601. */
  approvedAt?: string;
}

const dayMs = 86_400_000;

/** How many days back it is asked, in weeks, since when an answer is another one. */
const longestSince = 182;

/**
 * Holds a decision against what is measured. Pure.
 *
 * The answer has changed where another pattern, or placement of a language model, comes first with measured values in place
 * of assumed ones, and it can be given: with too many questions open there is none. It has not where it is the same as with
 * assumed values, so a decision against the recommendation stands as long as the recommendation does, and a new version of
 * the model changes nothing here.
 *
 * A decision cannot stop holding before it was made: what was so on days before its approval is so since the approval, and says so.
 *
 * @throws InputError if the model does not know answers, weights or assumptions of the assessment any more
 * @public
 */
export function holdAgainst(options: {
  assessment: HeldAssessment;
  /** Each in the unit of its measure; the model's are those of {@link listMeasures}. */
  measurements: Measurement[];
  /** What is declared and observed of how it is built. */
  architecture?: ObservedArchitecture;
  model: DecisionModel;
  now: Date;
}): Measured {
  const { assessment, measurements, architecture, model, now } = options;
  const decided = getDecided(assessment);
  const request = toAdviceRequest(assessment);
  const known = listMeasures(model);
  const assumed = computeAnswer(request, model);
  const asked = new Set<string>(
    filterAskedQuestions(model.questions, request.profile)
      .map(({ path }) => path)
      .filter(path => !assumed.application.settled.has(path)),
  );
  const conclusive = measurements.filter(
    ({ conclusiveFrom }) => conclusiveFrom === undefined,
  );
  const paired = conclusive.flatMap(measurement => {
    const measure = known.find(({ id }) => id === measurement.measure);
    return measure ? [{ measurement, measure }] : [];
  });
  const answers = paired.flatMap(({ measurement, measure }) =>
    toAssumedMeasurements(measurement, measure, request.profile, model, asked),
  );
  const profile = measuredProfile(request.profile, answers, model);
  const measuredRequest = toAdviceRequest(request, { profile });
  const recomputed =
    answers.length > 0 ? computeAnswer(measuredRequest, model) : undefined;
  const advice =
    recomputed && explainAnswer(measuredRequest, model, recomputed);
  const wasFirst = {
    pattern: assumed.recommendation.pattern,
    placement: assumed.placed?.advice.placement,
  };
  const hasChanged = (other: Answer) =>
    isOther(firstChoice(other), wasFirst, decided);
  const changed = recomputed !== undefined && hasChanged(recomputed);
  const predictions = paired.flatMap(({ measurement, measure }) =>
    comparePrediction(measurement, measure, decided, assessment.advice, advice),
  );
  const flips = answers.flatMap(answer =>
    evaluateFlips(answer, assessment.advice, model),
  );
  const conditions = [
    ...evaluateRequirement(assessment, decided, paired),
    ...evaluateTriggers(assessment, paired),
  ];
  const used = new Set(
    [...answers, ...predictions].map(({ measure }) => measure),
  );
  const { approvedAt } = assessment;
  const sinceApproval = <T extends { since?: string; beforeApproval?: true }>(
    told: T,
  ): T =>
    told.since &&
    approvedAt &&
    told.since.slice(0, 10) < approvedAt.slice(0, 10)
      ? { ...told, since: approvedAt, beforeApproval: true }
      : told;
  return {
    assessmentId: assessment.id,
    entityRef: assessment.entityRef,
    at: now.toISOString(),
    status: toStatus({
      measurements: conclusive,
      changed,
      advice,
      flips,
      conditions,
    }),
    ...(changed &&
      sinceApproval({
        since: sinceWhen(now, at =>
          hasChanged(
            computeAnswer(
              toAdviceRequest(request, {
                profile: measuredProfile(
                  request.profile,
                  answers.flatMap(answer => valueAt(answer, at)),
                  model,
                ),
              }),
              model,
            ),
          ),
        ).toISOString(),
      })),
    assumed: toAnswer(assessment.advice),
    ...(advice && { measured: toAnswer(advice), profile }),
    answers,
    predictions,
    others: measurements.filter(({ measure }) => !used.has(measure)),
    crossed: flips
      .filter(({ state }) => state === 'reached')
      .map(({ flip, since }) => sinceApproval({ ...flip, since })),
    near: flips
      .filter(({ state }) => state === 'near')
      .map(({ flip }) => flip)
      .sort((a, b) => flipDistance(a) - flipDistance(b)),
    conditions: conditions.map(sinceApproval),
    drift: findDrift(architecture),
  };
}

/** What is decided: pattern, and placement where a language model is used. */
interface Sides {
  pattern: Pattern;
  placement?: Placement;
}

function getDecided({
  decision,
  advice: { recommendation },
}: HeldAssessment): Sides {
  return {
    pattern: decision?.pattern ?? recommendation.pattern,
    placement: decision?.placement ?? recommendation.placement,
  };
}

/** What comes first with an answer; neither where no answer can be given. */
function firstChoice({
  recommendation: { pattern },
  verdict,
  placed,
}: Answer): Partial<Sides> {
  return {
    ...(verdict !== 'not-enough-answers' && { pattern }),
    ...(placed &&
      placed.advice.verdict !== 'not-enough-answers' && {
        placement: placed.advice.placement,
      }),
  };
}

/** Whether the answer with measured values is neither what is decided nor what it was with assumed ones. */
function isOther(
  measured: Partial<Sides>,
  assumed: Sides,
  decided: Sides,
): boolean {
  const differs = <Side extends keyof Sides>(side: Side) =>
    measured[side] !== undefined &&
    decided[side] !== undefined &&
    measured[side] !== decided[side] &&
    measured[side] !== assumed[side];
  return differs('pattern') || differs('placement');
}

function toAssumedMeasurements(
  measurement: Measurement,
  { question }: Measure,
  profile: Profile,
  model: DecisionModel,
  asked: ReadonlySet<string>,
): AssumedMeasurement[] {
  if (
    question === undefined ||
    !asked.has(question) ||
    toPossible(measurement.value, question, model) === undefined
  ) {
    return [];
  }
  const answer = getAnswer(profile, question);
  const assumed = typeof answer === 'number' ? answer : undefined;
  return [
    {
      ...measurement,
      question,
      ...(assumed !== undefined && { assumed }),
      ...(assumed && { ratio: measurement.value / assumed }),
    },
  ];
}

/** A measured number as an answer can be; undefined where the question has no such answer. */
function toPossible(
  value: number,
  path: string,
  { questions }: DecisionModel,
): number | undefined {
  const answer = questions.find(question => question.path === path)?.answer;
  if (answer?.kind !== 'number') {
    return undefined;
  }
  const whole = answer.integer ? Math.round(value) : value;
  const isTooSmall = answer.exclusiveMin
    ? whole <= answer.min
    : whole < answer.min;
  return isTooSmall || whole > answer.max ? undefined : whole;
}

function measuredProfile(
  profile: Profile,
  values: readonly Pick<AssumedMeasurement, 'question' | 'value'>[],
  model: DecisionModel,
): Profile {
  return withAnswers(
    profile,
    values.flatMap(({ question, value }) => {
      const possible = toPossible(value, question, model);
      return possible === undefined
        ? []
        : [[question as QuestionPath, possible] as const];
    }),
  );
}

/** What was measured by then; nothing where it was not measured yet. */
function valueAt(
  { question, points, value, observedAt }: AssumedMeasurement,
  at: Date,
): Pick<AssumedMeasurement, 'question' | 'value'>[] {
  if (Date.parse(observedAt) <= at.getTime()) {
    return [{ question, value }];
  }
  const point = points.findLast(then => Date.parse(then.at) <= at.getTime());
  return point ? [{ question, value: point.value }] : [];
}

/**
 * When something became true and stayed so, to the day. A return for less than a week is not noticed, and hardly means
 * anything.
 */
function sinceWhen(now: Date, isSo: (at: Date) => boolean): Date {
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  let first = 0;
  while (first < longestSince && isSo(before(first + 7))) {
    first += 7;
  }
  const last = first + week;
  while (first < last && isSo(before(first + 1))) {
    first += 1;
  }
  return before(first);
}

function comparePrediction(
  measurement: Measurement,
  { predicted: quantity }: Measure,
  decided: Sides,
  before: Advice,
  after: Advice | undefined,
): Prediction[] {
  if (quantity === undefined) {
    return [];
  }
  const predicted = findPredicted(quantity, decided, before);
  const { value } = measurement;
  const error = predicted && relativeError(value, predicted.mid);
  if (!predicted || error === undefined) {
    return [];
  }
  const again = after && findPredicted(quantity, decided, after);
  const errorAgain = again && relativeError(value, again.mid);
  return [
    {
      ...measurement,
      quantity,
      predicted: predicted.mid,
      ...(predicted.range && { range: predicted.range }),
      error,
      ...(again &&
        errorAgain !== undefined && {
          withMeasured: { predicted: again.mid, error: errorAgain },
        }),
    },
  ];
}

/** Undefined where nothing is predicted, or no number says how far it is off: neither JSON nor PostgreSQL has one. */
function relativeError(value: number, predicted: number): number | undefined {
  const ratio = value / predicted;
  return predicted > 0 && Number.isFinite(ratio) && (ratio !== 0 || value === 0)
    ? ratio - 1
    : undefined;
}

/** What an advice says of the decided pattern, with the language model where one is used. */
function findPredicted(
  quantity: Prediction['quantity'],
  { pattern, placement }: Sides,
  { cost, latency, languageModel }: Advice,
): { mid: number; range?: Prediction['range'] } | undefined {
  if (quantity !== 'cost') {
    const estimate = latency.perPattern[pattern];
    return estimate?.status === 'estimated'
      ? { mid: estimate[quantity] }
      : undefined;
  }
  const parts = [
    cost.perPattern[pattern],
    ...(languageModel && placement
      ? [languageModel.cost.perPlacement[placement]]
      : []),
  ];
  let low = 0;
  let mid = 0;
  let high = 0;
  for (const part of parts) {
    if (part?.status !== 'estimated') {
      return undefined;
    }
    low += part.monthly.low;
    mid += part.monthly.mid;
    high += part.monthly.high;
  }
  return { mid, range: { low, high } };
}

function toAnswer({ recommendation, ranking }: Advice): Measured['assumed'] {
  const { pattern, placement, verdict, confidence, text } = recommendation;
  return {
    pattern,
    ...(placement && { placement }),
    ...(verdict && { verdict }),
    ...(confidence !== undefined && { confidence }),
    text,
    fits: ranking.map(({ pattern: each, fit }) => ({ pattern: each, fit })),
  };
}

function toStatus({
  measurements,
  changed,
  advice,
  flips,
  conditions,
}: {
  measurements: Measurement[];
  changed: boolean;
  advice: Advice | undefined;
  flips: { state: MeasuredCondition['state'] }[];
  conditions: MeasuredCondition[];
}): Measured['status'] {
  if (measurements.length === 0) {
    return 'not-measured';
  }
  if (changed) {
    return 'changed';
  }
  const isNear =
    advice?.recommendation.verdict === 'close' ||
    [
      ...flips,
      // A service is sized to be within its requirement, and not far within.
      ...conditions.filter(
        ({ from, state }) => from !== 'requirement' || state === 'reached',
      ),
    ].some(({ state }) => state === 'near' || state === 'reached');
  return isNear ? 'near' : 'holds';
}
