import { DecisionModel } from '../advisor/DecisionModel';
import { PlatformId } from '../advisor/ids';
import { Pattern } from '../advisor/patterns';
import { AssumptionId } from '../advisor/quantities/assumptions';
import { Prediction, PredictionGroup } from './schemas';

/** A quantity as it was predicted, and as it came. */
interface Compared {
  predicted: number;
  measured: number;
}

type Errors = NonNullable<PredictionGroup['cost']>;

/** What is known of the predictions of one platform and pattern. @public */
export interface PredictionStatistics extends Pick<
  PredictionGroup,
  'platform' | 'pattern' | 'cost' | 'latency'
> {
  /** How many services, with a cost, a latency or both. */
  services: number;
  /** Seconds: the median of what was measured less what was predicted; present with `latency`. */
  latencyDifference?: number;
}

/** Fewer services say more about themselves than about an assumption. */
const fewest = 8;
const instanceHour: AssumptionId = 'cpuInstanceHour';
/** An error that is hardly worth a change. */
const worthwhile = 0.1;

/**
 * What the model is to be blamed for: the prediction with measured values where there is one, since that of the assessment
 * also carries what people expected and did not come.
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
 * Errors of predictions by platform and pattern, most services first, with suggested corrections of assumptions. A
 * correction is suggested where at least eight services have been measured and three quarters of them err in the same
 * direction: of a cost, the price that it rests on; of a latency, the time of the application, to which the model adds
 * everything else. Pure.
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

/** Whether enough services err in the same direction, and by enough. */
function isBiased(errors: Errors | undefined): errors is Errors {
  return (
    errors !== undefined &&
    errors.services >= fewest &&
    (errors.quartiles[0] > worthwhile || errors.quartiles[1] < -worthwhile)
  );
}

/** The price of time that a cost rests on most. */
function findPriceAssumption(
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
        findPriceAssumption(platform, pattern, model),
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
  // What has no price, such as a TPU, is no basis of a prediction.
  return row?.value !== undefined
    ? [
        {
          assumption,
          title: row.title,
          unit: row.unit,
          current: row.value,
          suggested: Number((row.value * factor).toPrecision(3)),
          text: `${services} services measure ${percent}% ${median > 0 ? 'more' : 'less'} than predicted, by the median.`,
        },
      ]
    : [];
}
