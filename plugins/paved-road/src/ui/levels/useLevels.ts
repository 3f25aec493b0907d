import { useTheme } from '@material-ui/core/styles';
import {
  LevelColors,
  Scorecard,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import { levelLook, noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { useTexts } from '../texts/useTexts';
import { levelsTexts } from './texts';

/** A level with its rank: 1 for the lowest, 0 for the reserved level `none`. */
export interface RankedLevel {
  id: string;
  title: string;
  rank: number;
}

/** Titles and ranks of the fleet's levels by id. */
export function useLevels(byLevel: ScorecardsSummary | undefined) {
  const t = useTexts(levelsTexts);
  const groups = byLevel?.groups.filter(({ key }) => key !== noLevel) ?? [];
  return (id: string): RankedLevel => {
    if (id === noLevel) {
      return { id, title: t('scorecard.noLevel'), rank: 0 };
    }
    const index = groups.findIndex(({ key }) => key === id);
    return { id, title: groups[index]?.title ?? id, rank: index + 1 };
  };
}

export function useLevelTitles(byLevel: ScorecardsSummary | undefined) {
  const levels = useLevels(byLevel);
  return (id: string): string => levels(id).title;
}

/** The level of a scorecard; undefined if it has none. */
export function reachedLevel(
  scorecard: Pick<Scorecard, 'level' | 'levels'>,
): RankedLevel | undefined {
  return rankedLevel(scorecard.levels, scorecard.level);
}

/** Ranks a level among all levels, lowest first; undefined if unknown. */
export function rankedLevel(
  levels: { id: string; title: string }[],
  id: string,
): RankedLevel | undefined {
  const above = levels.filter(level => level.id !== noLevel);
  const index = above.findIndex(level => level.id === id);
  return index < 0 ? undefined : { ...above[index], rank: index + 1 };
}

/** Level colors of the current theme; without a level, the colors of `none`. */
export function useLevelColors(): (level?: RankedLevel) => LevelColors {
  const { palette } = useTheme();
  const mode = palette.type === 'dark' ? 'dark' : 'light';
  return level => levelLook(level?.id ?? noLevel, level?.rank ?? 0)[mode];
}
