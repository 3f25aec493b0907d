import { monthHours, monthSeconds } from '../advisor/quantities/load';

/** A unit of a measure: one of {@link knownUnits}, or the unit of a custom question. @public */
export type Unit = string;

const perTime = (what: string) => ({
  [`${what}/s`]: monthSeconds,
  [`${what}/min`]: monthHours * 60,
  [`${what}/h`]: monthHours,
  [`${what}/day`]: monthHours / 24,
  [`${what}/month`]: 1,
});

/** Units by dimension, each with its size in a common base unit. */
const dimensions: readonly Readonly<Record<Unit, number>>[] = [
  perTime('requests'),
  perTime('tokens'),
  perTime('USD'),
  { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3_600 },
  {
    B: 1,
    kB: 1e3,
    KiB: 1_024,
    MB: 1e6,
    MiB: 1_048_576,
    GB: 1e9,
    GiB: 1_073_741_824,
  },
  { share: 1, percent: 0.01 },
];

/** Convertible units. Any other unit must equal the unit of the measure. @public */
export const knownUnits: readonly Unit[] = dimensions.flatMap(dimension =>
  Object.keys(dimension),
);

/** The factor that converts one unit into another; undefined for different dimensions. @public */
export function conversion(from: Unit, to: Unit): number | undefined {
  if (from === to) {
    return 1;
  }
  const dimension = dimensions.find(
    units => Object.hasOwn(units, from) && Object.hasOwn(units, to),
  );
  return dimension && dimension[from] / dimension[to];
}
