import {
  AssumedMeasurement,
  Measured,
  Measurement,
  NearFlip,
  Prediction,
  Standing,
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

/** A prediction far enough off to mention while measured values support the decision; cost first. */
export const predictionOff = ({
  predictions,
}: Measured): Prediction | undefined =>
  predictions
    .filter(prediction => isOff(prediction) && prediction.error > 0.5)
    .toSorted(
      (a, b) =>
        Number(b.quantity === 'cost') - Number(a.quantity === 'cost') ||
        b.error - a.error,
    )[0];

/** The measured number behind a standing. */
export interface Cause {
  /** The answer that differs; absent if a condition is the cause. */
  answer?: AssumedMeasurement;
  value?: number;
  threshold?: number;
  since?: string;
  beforeApproval?: true;
}

/** The measured number behind a standing; undefined if measurements support the decision. */
export function findCause(
  measured: Measured,
  standing: Standing | undefined,
): Cause | undefined {
  switch (standing?.id) {
    case 'misses-requirement':
      return measured.conditions.find(
        ({ from, state }) => from === 'requirement' && state === 'reached',
      );
    case 'no-longer-holds':
    case 'tie':
    case 'near-change':
      return findChange(measured);
    default:
      return undefined;
  }
}

/** What changed first, else what is nearest to a change, else the answer furthest from its assumption. */
function findChange(measured: Measured): Cause | undefined {
  const { answers, crossed, near, conditions, since, beforeApproval } =
    measured;
  const flip =
    crossed.toSorted((a, b) => a.since.localeCompare(b.since))[0] ?? near[0];
  const triggers = conditions.filter(({ from }) => from !== 'requirement');
  const condition =
    triggers.find(({ state }) => state === 'reached') ??
    triggers.find(({ state }) => state === 'near');
  if (!flip && condition && !measured.changedChoices) {
    return condition;
  }
  const answer = flip
    ? answerTo(measured, flip)
    : answers.toSorted((a, b) => logDistance(b) - logDistance(a))[0];
  return {
    answer,
    value: answer?.value ?? flip?.value,
    threshold: flip?.threshold,
    since,
    beforeApproval,
  };
}
