import {
  Advice,
  Placement,
  PlainPattern,
  RankedPattern,
} from '@paved-road/plugin-paved-road-common';
import { type Subject } from '../../ui/patterns';

export type Ranked<S extends Subject> = Omit<RankedPattern, 'pattern'> & {
  subject: S;
  /** The chance that it is the right one, 0..1. */
  chance: number;
};

/** The patterns by chance, likeliest first. */
export const rankedPatterns = ({
  ranking,
  confidence,
}: Pick<Advice, 'ranking' | 'confidence'>): Ranked<PlainPattern>[] =>
  byChance(
    ranking.map(({ pattern, ...ranked }) => ({
      ...ranked,
      subject: pattern,
      chance: confidence.expected[pattern],
    })),
  );

/** The placements of the language model by chance, likeliest first; empty without a language model. */
export const rankedPlacements = ({
  placements = [],
  languageModel,
}: Pick<Advice, 'placements' | 'languageModel'>): Ranked<Placement>[] =>
  byChance(
    placements.map(({ placement, ...ranked }) => ({
      ...ranked,
      subject: placement,
      chance: languageModel?.expected[placement] ?? 0,
    })),
  );

/** Keeps the order by fit among equals, such as options that are ruled out. */
function byChance<R extends { chance: number }>(ranked: R[]): R[] {
  return ranked.toSorted((a, b) => b.chance - a.chance);
}
