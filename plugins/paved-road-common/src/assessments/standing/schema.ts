import { z } from 'zod';
import { patternSchema } from '../../advisor/profile/patterns';
import { placementSchema } from '../../advisor/profile/placements';

/** All standings; the first one that applies counts. @public */
export const standingIds = [
  'no-longer-holds',
  'misses-requirement',
  'tie',
  'near-change',
  'not-enough-answers',
  'close',
  'clear-so-far',
  'clear',
] as const;

/**
 * What the evidence says about a decision:
 *
 * - `no-longer-holds`: measured values have clearly led to another recommendation for some days.
 * - `misses-requirement`: the choice is predicted or measured to miss a limit.
 * - `tie`: measured values lead to a close call.
 * - `near-change`: a measured value is near a change of the recommendation, or just past it.
 * - `not-enough-answers`: the open answers decide.
 * - `close`: several options are defensible.
 * - `clear-so-far`: clear, but open answers could change it.
 * - `clear`: no open answer can change it.
 *
 * @public
 */
export type StandingId = (typeof standingIds)[number];

/** The words for standings on badges and in lists. @public */
export const standingTitles: Readonly<Record<StandingId, string>> = {
  'no-longer-holds': 'No longer holds',
  'misses-requirement': 'Misses its requirement',
  tie: 'Now a tie',
  'near-change': 'Near a change',
  'not-enough-answers': 'Not enough answers',
  close: 'Close',
  'clear-so-far': 'Clear so far',
  clear: 'Clear',
};

export const standingSchema = z.object({
  id: z.enum(standingIds),
  /** Chance of the option that the evidence puts first, 0..1; absent if the text names none. */
  chance: z.number().optional(),
  /** Everything in a few words, such as "Clear so far, 87% · 6 open questions could change it". */
  text: z.string(),
  /** The recommendation that the decision overrides, and its chance. */
  overrides: z
    .object({
      pattern: patternSchema,
      placement: placementSchema.optional(),
      /** Of the pattern, or of the placement if only that is overridden; 0..1. */
      chance: z.number(),
    })
    .optional(),
});

/** The standing of a decision. @public */
export type Standing = z.output<typeof standingSchema>;

/**
 * The colour of a standing, from good to bad: `positive` is green, `informative` blue, `neutral` grey, `caution` amber,
 * and `critical` red.
 *
 * @public
 */
export type StandingTone =
  'positive' | 'informative' | 'neutral' | 'caution' | 'critical';

const tones: Record<StandingId, StandingTone> = {
  'no-longer-holds': 'critical',
  'misses-requirement': 'critical',
  tie: 'caution',
  'near-change': 'caution',
  'not-enough-answers': 'neutral',
  close: 'informative',
  'clear-so-far': 'informative',
  clear: 'positive',
};

/** The colour of a standing. An override is amber, unless the evidence is red. @public */
export function getStandingTone({
  id,
  overrides,
}: Pick<Standing, 'id' | 'overrides'>): StandingTone {
  const tone = tones[id];
  return overrides && tone !== 'critical' ? 'caution' : tone;
}
