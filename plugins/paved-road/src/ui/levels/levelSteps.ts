import { CheckResult, Scorecard } from '@paved-road/plugin-paved-road-common';
import { blocksLevel } from '@paved-road/plugin-paved-road-common/rules';
import { RankedLevel } from './useLevels';

export interface LevelStep extends RankedLevel {
  reached: boolean;
  /** Checks of this level that still block it. */
  open: CheckResult[];
}

/** The levels, lowest first, with the checks that block each level. */
export function levelSteps(scorecard: Scorecard): LevelStep[] {
  const reachedIndex = scorecard.levels.findIndex(
    level => level.id === scorecard.level,
  );
  return scorecard.levels.map((level, index) => ({
    ...level,
    rank: index + 1,
    reached: index <= reachedIndex,
    open: scorecard.results.filter(
      result => result.level === level.id && blocksLevel(result),
    ),
  }));
}
