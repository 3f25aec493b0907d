import {
  Advice,
  Placement,
  PlainPattern,
  RankedPattern,
} from '@paved-road/plugin-paved-road-common';
import { type Subject } from '../../ui/patterns';

/** A ranked pattern or placement. */
export type Ranked<S extends Subject> = Omit<RankedPattern, 'pattern'> & {
  subject: S;
};

/** The patterns by fit, best first. */
export const rankedPatterns = ({
  ranking,
}: Pick<Advice, 'ranking'>): Ranked<PlainPattern>[] =>
  ranking.map(({ pattern, ...ranked }) => ({ ...ranked, subject: pattern }));

/** The placements of the language model by fit, best first; empty without a language model. */
export const rankedPlacements = ({
  placements = [],
}: Pick<Advice, 'placements'>): Ranked<Placement>[] =>
  placements.map(({ placement, ...ranked }) => ({
    ...ranked,
    subject: placement,
  }));
