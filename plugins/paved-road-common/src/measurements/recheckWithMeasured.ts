import { Advice } from '../advisor/explain/advice';
import {
  Answer,
  recommendWithConfidence,
  explainAnswer,
} from '../advisor/advise';
import { listEvidence } from '../advisor/explain/evidence';
import { DecisionModel } from '../advisor/options/DecisionModel';
import {
  AdviceRequest,
  Decision,
  toAdviceRequest,
} from '../advisor/profile/request';
import {
  distanceTo,
  evaluateTriggers,
  evaluateFlips,
  evaluateRequirement,
  week,
} from './evaluateFlips';
import { listArchitectureDrift, ObservedArchitecture } from './drift';
import { listMeasures } from './measures';
import {
  measuredProfile,
  toAssumedMeasurements,
  valueAt,
} from './measuredAnswers';
import { Choice, toMeasuredPredictions } from './predictions';
import { Measured, MeasuredCondition, Measurement } from './schemas';

/** An assessment to compare with measurements. @public */
export interface DecidedAssessment extends Omit<AdviceRequest, 'observed'> {
  id: string;
  entityRef: string;
  /** The advice at the time of the decision. */
  advice: Advice;
  decision?: Decision;
  /** When it was approved, ISO 8601. */
  approvedAt?: string;
}

const dayMs = 86_400_000;

/** How far to look back for the start of a change, in days; a multiple of 7. */
const longestSince = 182;

/**
 * Compares a decision with measurements. Pure.
 *
 * The recommendation has changed if measured values clearly put another pattern, or placement of a language model,
 * first. It must differ both from the decision and from the recommendation with assumed values. So a decision against the
 * recommendation holds as long as the recommendation does, and a new version of the model changes nothing. A close call
 * changes nothing either.
 *
 * A decision cannot stop holding before its approval: an earlier date becomes the approval, with `beforeApproval`.
 *
 * @throws InputError if the model no longer has an answer, weight or assumption of the assessment
 * @public
 */
export function recheckWithMeasured(options: {
  assessment: DecidedAssessment;
  /** Each in the unit of its measure, see {@link listMeasures}. */
  measurements: Measurement[];
  /** The declared and the observed architecture. */
  architecture?: ObservedArchitecture;
  model: DecisionModel;
  now: Date;
}): Measured {
  const { assessment, measurements, architecture, model, now } = options;
  const decided = toDecidedChoice(assessment);
  const request = toAdviceRequest(assessment, {
    decision: assessment.decision,
  });
  const known = listMeasures(model);
  const assumed = recommendWithConfidence(request, model);
  const asked = new Set<string>(assumed.asked.map(({ path }) => path));
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
  const measuredRequest = { ...request, profile };
  const recomputed =
    answers.length > 0
      ? recommendWithConfidence(measuredRequest, model)
      : undefined;
  const advice =
    recomputed && explainAnswer(measuredRequest, model, recomputed);
  const wasFirst = {
    pattern: assumed.recommendation.pattern,
    placement: assumed.placed?.placement,
  };
  const findChanges = (other: Answer) =>
    findChangedChoices(toClearChoice(other), wasFirst, decided);
  const findChangesAt = (at: Date) =>
    findChanges(
      recommendWithConfidence(
        {
          ...request,
          profile: measuredProfile(
            request.profile,
            answers.flatMap(answer => valueAt(answer, at)),
            model,
          ),
        },
        model,
      ),
    );
  const changes = (recomputed ? findChanges(recomputed) : [])
    .map(choice => ({
      choice,
      since: sinceWhen(now, at =>
        findChangesAt(at).includes(choice),
      ).toISOString(),
    }))
    .sort((a, b) => a.since.localeCompare(b.since));
  const changed = changes.length > 0;
  const predictions = paired.flatMap(({ measurement, measure }) =>
    toMeasuredPredictions(
      measurement,
      measure,
      decided,
      assessment.advice,
      advice,
    ),
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
    item: T,
  ): T =>
    item.since &&
    approvedAt &&
    item.since.slice(0, 10) < approvedAt.slice(0, 10)
      ? { ...item, since: approvedAt, beforeApproval: true }
      : item;
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
    ...(changed && {
      changedChoices: changes.map(({ choice }) => choice),
      ...sinceApproval({ since: changes[0].since }),
    }),
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
      .sort((a, b) => distanceTo(a) - distanceTo(b)),
    conditions: conditions.map(sinceApproval),
    drift: listArchitectureDrift(architecture),
  };
}

function toDecidedChoice({
  decision,
  advice: { recommendation },
}: DecidedAssessment): Choice {
  return {
    pattern: decision?.pattern ?? recommendation.pattern,
    placement: decision?.placement ?? recommendation.placement,
  };
}

/** The clearly recommended pattern and placement. */
function toClearChoice({
  recommendation: { pattern },
  verdict,
  placed,
}: Answer): Partial<Choice> {
  return {
    ...(verdict === 'clear' && { pattern }),
    ...(placed?.verdict === 'clear' && { placement: placed.placement }),
  };
}

/** The choices for which measured values lead to neither the decision nor the recommendation with assumed values. */
function findChangedChoices(
  measured: Partial<Choice>,
  assumed: Choice,
  decided: Choice,
): (keyof Choice)[] {
  return (['pattern', 'placement'] as const).filter(
    side =>
      measured[side] !== undefined &&
      decided[side] !== undefined &&
      measured[side] !== decided[side] &&
      measured[side] !== assumed[side],
  );
}

/** The day since which a condition holds. Interruptions of less than a week are ignored. */
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

const byChance = <T extends { chance: number }>(options: T[]): T[] =>
  options.toSorted((a, b) => b.chance - a.chance);

function toAnswer(advice: Advice): Measured['assumed'] {
  const { recommendation, ranking, placements, languageModel } = advice;
  const { pattern, placement, verdict, confidence, text } = recommendation;
  return {
    pattern,
    ...(placement && { placement }),
    ...(verdict && { verdict }),
    ...(confidence !== undefined && { confidence }),
    text,
    evidence: listEvidence(advice),
    chances: byChance(
      ranking.map(each => ({
        pattern: each.pattern,
        chance: advice.confidence.expected[each.pattern],
      })),
    ),
    ...(placements &&
      languageModel && {
        placementChances: byChance(
          placements.map(each => ({
            placement: each.placement,
            chance: languageModel.expected[each.placement] ?? 0,
          })),
        ),
      }),
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
    (advice &&
      listEvidence(advice).some(({ verdict }) => verdict === 'close')) ||
    [
      ...flips,
      // Services are sized to just meet their latency requirement, so near is normal there.
      ...conditions.filter(
        ({ from, state }) => from !== 'requirement' || state === 'reached',
      ),
    ].some(({ state }) => state === 'near' || state === 'reached');
  return isNear ? 'near' : 'holds';
}
