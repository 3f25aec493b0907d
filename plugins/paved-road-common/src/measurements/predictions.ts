import { Advice } from '../advisor/explain/advice';
import { DecisionModel } from '../advisor/options/DecisionModel';
import { PlatformId } from '../advisor/profile/ids';
import { Pattern } from '../advisor/profile/patterns';
import { Placement } from '../advisor/profile/placements';
import { AssumptionId } from '../advisor/quantities/assumptions';
import { Measure } from './measures';
import { Measurement, Prediction, PredictionGroup } from './schemas';

/** A pattern, and a placement if the service uses a language model. */
export interface Choice {
  pattern: Pattern;
  placement?: Placement;
}

interface Compared {
  predicted: number;
  measured: number;
}

/**
 * A prediction next to its measured value; empty if the advice predicts none.
 *
 * @param before - the advice of the assessment
 * @param after - the advice with measured values
 */
export function toMeasuredPredictions(
  measurement: Measurement,
  { predicted: quantity }: Measure,
  decided: Choice,
  before: Advice,
  after: Advice | undefined,
): Prediction[] {
  if (quantity === undefined) {
    return [];
  }
  const predicted = findPrediction(quantity, decided, before);
  const { value } = measurement;
  const error = predicted && relativeError(value, predicted.mid);
  if (!predicted || error === undefined) {
    return [];
  }
  const again = after && findPrediction(quantity, decided, after);
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

/** Undefined without a prediction, or if JSON and PostgreSQL cannot store the error. */
function relativeError(value: number, predicted: number): number | undefined {
  const ratio = value / predicted;
  return predicted > 0 && Number.isFinite(ratio) && (ratio !== 0 || value === 0)
    ? ratio - 1
    : undefined;
}

/** The prediction for the decided pattern, including the language model. */
function findPrediction(
  quantity: Prediction['quantity'],
  { pattern, placement }: Choice,
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

type Errors = NonNullable<PredictionGroup['cost']>;

/** Errors of the predictions for one platform and pattern. @public */
export interface PredictionStatistics extends Pick<
  PredictionGroup,
  'platform' | 'pattern' | 'cost' | 'latency'
> {
  /** Number of services with a cost, a latency or both. */
  services: number;
  /** Median of measured minus predicted, in seconds; present with `latency`. */
  latencyDifference?: number;
}

/** With fewer services, errors may come from the services instead of an assumption. */
const fewest = 8;
const instanceHour: AssumptionId = 'cpuInstanceHour';
/** Smaller errors need no correction. */
const worthwhile = 0.1;

/**
 * The prediction to judge the model by. With measured values if there is one, because the prediction of the assessment
 * also contains wrong expectations of people.
 *
 * @public
 */
export function toPredictedAndMeasured({
  predicted,
  value,
  withMeasured,
}: Pick<Prediction, 'predicted' | 'value' | 'withMeasured'>): Compared {
  return { predicted: withMeasured?.predicted ?? predicted, measured: value };
}

/**
 * Errors of predictions by platform and pattern, most services first, with suggested corrections. A correction needs at
 * least eight measured services, and three quarters of them must err in the same direction. For a cost it corrects the
 * main price; for a latency, the time of the application, to which the model adds everything else. Pure.
 *
 * @public
 */
export function predictionGroups(
  statistics: readonly PredictionStatistics[],
  model: DecisionModel,
): PredictionGroup[] {
  return statistics
    .toSorted((a, b) => b.services - a.services)
    .map(({ platform, pattern, cost, latency, latencyDifference = 0 }) => ({
      platform,
      pattern,
      ...(cost && { cost }),
      ...(latency && { latency }),
      suggestions: [
        ...costSuggestion(platform, pattern, cost, model),
        ...latencySuggestion(latencyDifference, latency, model),
      ],
    }));
}

/** Whether enough services err in the same direction by a relevant amount. */
function isBiased(errors: Errors | undefined): errors is Errors {
  return (
    errors !== undefined &&
    errors.services >= fewest &&
    (errors.quartiles[0] > worthwhile || errors.quartiles[1] < -worthwhile)
  );
}

/** The price of compute time, the largest part of a cost. */
function choosePriceAssumptionId(
  platform: PlatformId,
  pattern: Pattern,
  { platforms }: DecisionModel,
): AssumptionId {
  if (pattern !== 'serverless') {
    return instanceHour;
  }
  const { pricing } = platforms[platform];
  return pricing.kind === 'per-use' ? pricing.run.gb : instanceHour;
}

function costSuggestion(
  platform: PlatformId,
  pattern: Pattern,
  errors: Errors | undefined,
  model: DecisionModel,
): PredictionGroup['suggestions'] {
  return isBiased(errors)
    ? suggest(
        choosePriceAssumptionId(platform, pattern, model),
        1 + errors.median,
        errors,
        model,
      )
    : [];
}

function latencySuggestion(
  difference: number,
  errors: Errors | undefined,
  model: DecisionModel,
): PredictionGroup['suggestions'] {
  const current = model.assumptions.find(
    ({ id }) => id === 'applicationSeconds',
  )?.value;
  if (!isBiased(errors) || !current) {
    return [];
  }
  const suggested = current + difference;
  return suggested > 0
    ? suggest('applicationSeconds', suggested / current, errors, model)
    : [];
}

function suggest(
  assumption: AssumptionId,
  factor: number,
  { services, median }: Errors,
  { assumptions }: DecisionModel,
): PredictionGroup['suggestions'] {
  const row = assumptions.find(({ id }) => id === assumption);
  const percent = Math.round(Math.abs(median) * 100);
  // Assumptions without a price, such as for a TPU, predict nothing.
  return row?.value !== undefined
    ? [
        {
          assumption,
          title: row.title,
          unit: row.unit,
          current: row.value,
          suggested: Number((row.value * factor).toPrecision(3)),
          text: `Median of ${services} services: ${percent}% ${median > 0 ? 'more' : 'less'} than predicted.`,
        },
      ]
    : [];
}
