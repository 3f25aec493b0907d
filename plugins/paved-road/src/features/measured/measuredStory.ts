import {
  AssumedMeasurement,
  CrossedFlip,
  Measured,
  MeasuredCondition,
  Measurement,
  NearFlip,
  Prediction,
} from '@paved-road/plugin-paved-road-common';

/** All measurements in page order. */
export const listMeasurements = ({
  answers,
  predictions,
  others,
}: Measured): Measurement[] => [...answers, ...predictions, ...others];

/** The measured answer that a flip is about. */
export const answerTo = (
  { answers }: Pick<Measured, 'answers'>,
  { path }: Pick<NearFlip, 'path'>,
): AssumedMeasurement | undefined =>
  answers.find(({ question }) => question === path);

/** Whether a value equals the assumption within noise. */
export const isAsAssumed = ({
  assumed,
  value,
  ratio,
}: AssumedMeasurement): boolean =>
  value === assumed || (ratio !== undefined && Math.abs(ratio - 1) < 0.05);

/** Distance between measured and assumed values. */
const logDistance = ({ ratio }: AssumedMeasurement): number =>
  ratio === undefined || ratio <= 0 ? 0 : Math.abs(Math.log(ratio));

/** Whether a prediction is notably wrong: 10% off and outside its range, or 50% off without a range. */
export const isOff = ({ value, range, error }: Prediction): boolean =>
  range
    ? Math.abs(error) > 0.1 && (value < range.low || value > range.high)
    : Math.abs(error) > 0.5;

/** A prediction far enough off to mention even if the decision holds; cost first. */
export const predictionOff = ({
  status,
  predictions,
}: Measured): Prediction | undefined =>
  status === 'changed'
    ? undefined
    : predictions
        .filter(prediction => isOff(prediction) && prediction.error > 0.5)
        .toSorted(
          (a, b) =>
            Number(b.quantity === 'cost') - Number(a.quantity === 'cost') ||
            b.error - a.error,
        )[0];

/** The most important message about a measured decision, with its number. */
export type Story =
  | {
      /** `held`: the decision held until the sources failed. `close`: measurements lead to two defensible patterns. */
      kind: 'holds' | 'held' | 'close' | 'not-measured';
    }
  | { kind: 'near'; flip: NearFlip; answer?: AssumedMeasurement }
  | { kind: 'near-condition' | 'reached'; condition: MeasuredCondition }
  | {
      kind: 'changed';
      flip?: CrossedFlip;
      /** The number that causes the change; absent if the profile has no such number. */
      answer?: AssumedMeasurement;
    };

/** The earliest change wins; without changes, the number furthest from its assumption. */
export function pickStory(measured: Measured): Story {
  const { status, answers, crossed, near, conditions } = measured;
  const isFailing = listMeasurements(measured).every(
    ({ failing }) => failing !== undefined,
  );
  if (status === 'changed') {
    const flip = crossed.toSorted((a, b) => a.since.localeCompare(b.since))[0];
    return {
      kind: 'changed',
      flip,
      answer: flip
        ? answerTo(measured, flip)
        : answers.toSorted((a, b) => logDistance(b) - logDistance(a))[0],
    };
  }
  if (status === 'not-measured') {
    return { kind: 'not-measured' };
  }
  if (status === 'holds') {
    return { kind: isFailing ? 'held' : 'holds' };
  }
  const reached = conditions.find(({ state }) => state === 'reached');
  if (reached) {
    return { kind: 'reached', condition: reached };
  }
  if (near.length > 0) {
    return {
      kind: 'near',
      flip: near[0],
      answer: answerTo(measured, near[0]),
    };
  }
  const nearCondition = conditions.find(
    // Being close to a requirement is normal, because services are sized for it.
    ({ state, from }) => state === 'near' && from !== 'requirement',
  );
  return nearCondition
    ? { kind: 'near-condition', condition: nearCondition }
    : { kind: 'close' };
}
