import {
  Pattern,
  PatternMix,
  patterns,
  Stage,
  stages,
} from '@paved-road/plugin-paved-road-common';

export type MixCell = PatternMix['cells'][number];

/** Services at one stage, by pattern. */
export interface StageRow {
  /** Absent where the stage is not known. */
  stage?: Stage;
  entities: number;
  /** `none` holds those without a pattern. */
  cells: Map<Pattern | 'none', MixCell>;
}

const patternKeys = [...patterns, 'none'] as const;

/** The stages that occur, in their order, and last the services whose stage is not known. */
export function stageRows({ cells }: PatternMix): StageRow[] {
  return [...stages, undefined]
    .map((stage): StageRow => {
      const atStage = cells.filter(cell => cell.stage === stage);
      return {
        stage,
        entities: atStage.reduce((sum, { entities }) => sum + entities, 0),
        cells: new Map(atStage.map(cell => [cell.pattern ?? 'none', cell])),
      };
    })
    .filter(({ entities }) => entities > 0);
}

/** The patterns that are shown: all of them, and services without one where there are any. */
export function stagePatterns({ cells }: PatternMix): (Pattern | 'none')[] {
  return patternKeys.filter(
    key => key !== 'none' || cells.some(({ pattern }) => pattern === undefined),
  );
}
